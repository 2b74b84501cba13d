import type { Chord } from './harmony.ts';
import { additive, type Canvas, type Instrument, plucked, TIMBRES, type TimbreName } from './instruments.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A stretch with one chord. */
export interface ChordSpan {
  readonly chord: Chord;
  /** Times of its beats, seconds, and its end. */
  readonly beats: readonly number[];
  readonly end: number;
  /** Equal parts that a beat has, for broken chords. */
  readonly divisions: number;
}

/** How chords are played. */
export type PlayingStyle = 'held' | 'onBeats' | 'offBeats' | 'broken' | 'strummed';

/** A band without drums: who plays what. */
export interface Ensemble {
  readonly chords: Instrument;
  readonly bass: Instrument | undefined;
  readonly style: PlayingStyle;
  /** MIDI number that chords lie around. */
  readonly centre: number;
  /** Semitones that everything is sharp of 440 Hz. */
  readonly detuning: number;
  /** MIDI number of the tonic, around 60. */
  readonly tonic: number;
  readonly level: number;
}

const CHORD_TIMBRES = [
  'piano',
  'electricPiano',
  'organ',
  'strings',
  'brass',
  'clarinet',
  'flute',
  'square',
] as const satisfies readonly TimbreName[];

/** Puts a band together at random. */
export function randomEnsemble(random: SeededRandom, tonic: number, styles: readonly PlayingStyle[]): Ensemble {
  const chords = random.chance(0.25)
    ? plucked(random.between(0.002, 0.01), random)
    : additive(TIMBRES[random.pick<TimbreName>(CHORD_TIMBRES)], random);
  return {
    chords,
    bass: random.chance(0.7)
      ? additive(TIMBRES[random.pick<TimbreName>(['bass', 'piano', 'sine'])], random)
      : undefined,
    style: random.pick(styles),
    centre: random.between(55, 70),
    detuning: random.between(-0.45, 0.45),
    tonic,
    level: random.between(0.15, 0.35),
  };
}

/** Plays a stretch: the chord in its nearest inversion to the centre, and the bass. */
export function playChord(canvas: Canvas, ensemble: Ensemble, span: ChordSpan, random: SeededRandom): void {
  const notes = voicing(ensemble, span.chord);
  for (const { start, duration, pitches } of chordStrokes(ensemble.style, span, notes)) {
    for (const [index, pitch] of pitches.entries()) {
      const level = (ensemble.level * random.between(0.8, 1.1)) / Math.sqrt(pitches.length);
      const late = ensemble.style === 'strummed' ? 0.008 * index : 0;
      ensemble.chords(canvas, { start: start + late, duration, pitch: pitch + ensemble.detuning, level });
    }
  }
  playBass(canvas, ensemble, span, random);
}

function voicing({ tonic, centre }: Ensemble, { root, intervals }: Chord): number[] {
  return intervals
    .map((interval) => {
      const pitch = tonic + root + interval;
      return pitch + 12 * Math.round((centre - pitch) / 12);
    })
    .sort((a, b) => a - b);
}

interface Stroke {
  readonly start: number;
  readonly duration: number;
  readonly pitches: readonly number[];
}

function chordStrokes(style: PlayingStyle, { beats, end, divisions }: ChordSpan, notes: readonly number[]): Stroke[] {
  const [first = 0] = beats;
  const beat = (end - first) / beats.length;
  switch (style) {
    case 'held':
      return [{ start: first, duration: end - first, pitches: notes }];
    case 'onBeats':
    case 'strummed':
      return beats.map((start) => ({ start, duration: 0.85 * beat, pitches: notes }));
    case 'offBeats':
      return beats.slice(1).map((start) => ({ start, duration: 0.5 * beat, pitches: notes }));
    case 'broken':
      return beats.flatMap((start, index) =>
        Array.from({ length: divisions }, (_, part) => ({
          start: start + (part * beat) / divisions,
          duration: (1.5 * beat) / divisions,
          pitches: [notes[(index * divisions + part) % notes.length] ?? 60],
        })),
      );
  }
}

function playBass(canvas: Canvas, ensemble: Ensemble, { chord, beats, end }: ChordSpan, random: SeededRandom): void {
  if (!ensemble.bass) return;
  const [first = 0] = beats;
  const root = ensemble.tonic + chord.root;
  const pitch = root + 12 * Math.round((40 - root) / 12) + ensemble.detuning;
  const middle = beats.length === 4 && random.chance(0.6) ? beats[2] : undefined;
  const level = 1.2 * ensemble.level;
  ensemble.bass(canvas, { start: first, duration: (middle ?? end) - first, pitch, level });
  const fifth = chord.intervals.includes(7) && random.chance(0.5) ? 7 : 0;
  if (middle !== undefined)
    ensemble.bass(canvas, { start: middle, duration: end - middle, pitch: pitch + fifth, level });
}
