import type { SeededRandom } from './seeded-random.ts';

/** Mono audio that sounds are added to. */
export interface Canvas {
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
}

/** A note to play. */
export interface Note {
  /** Seconds from the start. */
  readonly start: number;
  /** Seconds until it is let go. */
  readonly duration: number;
  /** MIDI number, 69 for 440 Hz; fractions detune. */
  readonly pitch: number;
  /** Linear level, 0 to 1. */
  readonly level: number;
}

/** Plays a note into a canvas; what lies outside is left out. */
export type Instrument = (canvas: Canvas, note: Note) => void;

const TABLE_LENGTH = 2048;

/** How a tone of several harmonics sounds and fades. */
export interface Timbre {
  /** Level of each harmonic, from the first. */
  readonly harmonics: readonly number[];
  /** Seconds to full level. */
  readonly attack: number;
  /** Seconds in which the tone falls to a third; infinite for an organ. */
  readonly decay: number;
  /** Seconds to die away once let go. */
  readonly release: number;
  /** Cents by which copies of the tone are off, one entry per copy. */
  readonly copies: readonly number[];
  /** Depth of vibrato, cents. */
  readonly vibrato: number;
}

/** Timbres that differ in spectrum and envelope as real instruments do. */
export const TIMBRES = {
  piano: { ...fading(1.1, 0.004, 0.2), harmonics: rolloff(14, 1.3), copies: [-1.5, 1.5], vibrato: 0 },
  electricPiano: {
    ...fading(0.8, 0.003, 0.15),
    harmonics: [1, 0.1, 0.35, 0.05, 0.12, 0, 0.05],
    copies: [0],
    vibrato: 0,
  },
  organ: {
    ...fading(Number.POSITIVE_INFINITY, 0.01, 0.05),
    harmonics: [1, 0.8, 0.5, 0.6, 0, 0.3, 0, 0.25],
    copies: [0, 3],
    vibrato: 4,
  },
  strings: {
    ...fading(Number.POSITIVE_INFINITY, 0.08, 0.25),
    harmonics: rolloff(18, 1),
    copies: [-7, 0, 6],
    vibrato: 12,
  },
  brass: {
    ...fading(Number.POSITIVE_INFINITY, 0.03, 0.08),
    harmonics: [0.7, 1, 0.9, 0.7, 0.5, 0.35, 0.2, 0.12, 0.08],
    copies: [0],
    vibrato: 6,
  },
  clarinet: {
    ...fading(Number.POSITIVE_INFINITY, 0.02, 0.06),
    harmonics: [1, 0.05, 0.6, 0.04, 0.35, 0.03, 0.2, 0.02, 0.1],
    copies: [0],
    vibrato: 3,
  },
  flute: {
    ...fading(Number.POSITIVE_INFINITY, 0.04, 0.08),
    harmonics: [1, 0.25, 0.08, 0.02],
    copies: [0],
    vibrato: 10,
  },
  square: {
    ...fading(0.6, 0.005, 0.05),
    harmonics: [1, 0, 1 / 3, 0, 1 / 5, 0, 1 / 7, 0, 1 / 9, 0, 1 / 11],
    copies: [0, 5],
    vibrato: 0,
  },
  bass: { ...fading(0.5, 0.006, 0.05), harmonics: rolloff(8, 1.6), copies: [0], vibrato: 0 },
  sine: { ...fading(Number.POSITIVE_INFINITY, 0.01, 0.03), harmonics: [1], copies: [0], vibrato: 0 },
} as const satisfies Record<string, Timbre>;

/** Name of a timbre. */
export type TimbreName = keyof typeof TIMBRES;

function fading(decay: number, attack: number, release: number): Pick<Timbre, 'decay' | 'attack' | 'release'> {
  return { decay, attack, release };
}

function rolloff(count: number, exponent: number): number[] {
  return Array.from({ length: count }, (_, index) => (index + 1) ** -exponent);
}

/** Makes an instrument of additive synthesis: harmonics in a table, which loses brightness as it fades. */
export function additive(timbre: Timbre, random: SeededRandom): Instrument {
  return (canvas, note) => {
    for (const cents of timbre.copies) {
      const pitch = note.pitch + cents / 100;
      addTone(canvas, timbre, { ...note, pitch, level: note.level / timbre.copies.length }, random.next());
    }
  };
}

function addTone({ samples, sampleRate }: Canvas, timbre: Timbre, note: Note, phase: number): void {
  const hertz = pitchToHertz(note.pitch);
  const audible = timbre.harmonics.slice(0, Math.max(1, Math.floor(sampleRate / 2 / hertz)));
  const bright = waveTable(audible);
  const dull = waveTable(audible.map((level, index) => level / (1 + index)));
  const total = Math.ceil((note.duration + timbre.release) * sampleRate);
  const first = Math.round(note.start * sampleRate);
  let position = phase * TABLE_LENGTH;
  for (let frame = 0; frame < total && first + frame < samples.length; frame++) {
    const time = frame / sampleRate;
    const fade = Math.exp(-time / timbre.decay);
    const released = time > note.duration ? Math.exp((-4 * (time - note.duration)) / timbre.release) : 1;
    const level = note.level * Math.min(1, time / timbre.attack) * fade * released;
    const index = Math.floor(position);
    const share = position - index;
    const wave = fade * interpolated(bright, index, share) + (1 - fade) * interpolated(dull, index, share);
    if (first + frame >= 0) samples[first + frame] = (samples[first + frame] ?? 0) + level * wave;
    const bend = timbre.vibrato === 0 ? 1 : 1 + timbre.vibrato * 5.8e-4 * Math.sin(2 * Math.PI * 5.3 * time);
    position += (TABLE_LENGTH * hertz * bend) / sampleRate;
    while (position >= TABLE_LENGTH) position -= TABLE_LENGTH;
  }
}

const waveTables = new Map<string, Float32Array>();

/** One period of a sum of harmonics, of power one, with its first value once more at the end. */
function waveTable(harmonics: readonly number[]): Float32Array {
  const name = harmonics.join();
  const known = waveTables.get(name);
  if (known) return known;
  const scale = 0.5 / Math.hypot(...harmonics);
  const table = new Float32Array(TABLE_LENGTH + 1);
  for (const [index, level] of harmonics.entries()) {
    // Phases spread as in Schroeder's rule keep the crest low.
    const phase = (Math.PI * index * index) / harmonics.length;
    for (let at = 0; at <= TABLE_LENGTH; at++) {
      table[at] = (table[at] ?? 0) + scale * level * Math.sin((2 * Math.PI * (index + 1) * at) / TABLE_LENGTH + phase);
    }
  }
  waveTables.set(name, table);
  return table;
}

function interpolated(table: Float32Array, index: number, share: number): number {
  const value = table[index] ?? 0;
  return value + share * ((table[index + 1] ?? 0) - value);
}

/**
 * Makes a plucked string: a burst of noise that goes round in a filtered loop.
 *
 * Karplus and Strong, "Digital synthesis of plucked-string and drum timbres", 1983; with an all-pass for the fraction of a
 * frame, Jaffe and Smith, 1983, so that it is in tune.
 * @param damping - Share lost per round, 0.001 for steel to 0.02 for gut.
 */
export function plucked(damping: number, random: SeededRandom): Instrument {
  return ({ samples, sampleRate }, note) => {
    const period = sampleRate / pitchToHertz(note.pitch) - 0.5;
    const length = Math.floor(period - 0.1);
    const tuning = (1 - (period - length)) / (1 + (period - length));
    const loop = Float32Array.from({ length }, () => random.between(-1, 1));
    const first = Math.round(note.start * sampleRate);
    const total = Math.ceil((note.duration + 0.05) * sampleRate);
    let [before, allPassIn, allPassOut] = [0, 0, 0];
    for (let frame = 0, at = 0; frame < total && first + frame < samples.length; frame++) {
      const value = loop[at] ?? 0;
      const averaged = (1 - damping) * 0.5 * (value + before);
      before = value;
      allPassOut = tuning * averaged + allPassIn - tuning * allPassOut;
      allPassIn = averaged;
      loop[at] = allPassOut;
      at = at + 1 === length ? 0 : at + 1;
      const held = frame / sampleRate - note.duration;
      const released = held > 0 ? Math.exp(-held / 0.012) : 1;
      if (first + frame >= 0) samples[first + frame] = (samples[first + frame] ?? 0) + note.level * released * value;
    }
  };
}

/** Frequency of a MIDI number, hertz; 440 for 69. */
export function pitchToHertz(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
