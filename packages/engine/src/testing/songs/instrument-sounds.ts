import { lowPass } from './resonator.ts';
import type { SeededRandom } from './seeded-random.ts';
import { noteFrequency } from './voice-sounds.ts';

/** Renders one note: mono, and longer than asked for where it rings on. */
export type Instrument = (note: number, seconds: number, sampleRate: number) => Float32Array;

/**
 * A struck string: partials a little sharp of harmonic, of which high ones and high notes die first.
 * @see Fletcher, Blackham and Stratton, "Quality of piano tones", 1962, for the inharmonicity.
 */
export function createPiano(random: SeededRandom): Instrument {
  const inharmonicity = random.between(0.0001, 0.0005);
  const softness = random.between(0.25, 0.6);
  return (note, seconds, sampleRate) => {
    const frequency = noteFrequency(note);
    const sound = new Float32Array(Math.round((seconds + 0.15) * sampleRate));
    for (let partial = 1; partial <= 24; partial++) {
      const at = partial * frequency * Math.sqrt(1 + inharmonicity * partial * partial);
      if (at > Math.min(9000, 0.45 * sampleRate)) break;
      const gain = Math.exp(-softness * (partial - 1)) * (0.6 + 0.4 * Math.abs(Math.sin(partial * 2.1)));
      const life = (1.6 * (220 / frequency) ** 0.5) / (1 + 0.25 * partial);
      addPartial(sound, at, gain, life, sampleRate, random.between(0, 2 * Math.PI));
    }
    return shape(sound, 0.003, 0.12, sampleRate);
  };
}

/**
 * A plucked string.
 * @see Karplus and Strong, "Digital synthesis of plucked-string and drum timbres", 1983.
 */
export function createGuitar(random: SeededRandom): Instrument {
  const brightness = random.between(0.2, 0.5);
  return (note, seconds, sampleRate) => {
    const sound = new Float32Array(Math.round((seconds + 0.1) * sampleRate));
    const period = sampleRate / noteFrequency(note) - 0.5;
    const whole = Math.floor(period);
    const fraction = period - whole;
    const string = new Float32Array(whole + 2);
    for (let index = 0; index < string.length; index++) string[index] = random.between(-1, 1);
    lowPass(string, brightness * 9000, sampleRate);
    // A string cannot stay away from its middle.
    const mean = string.reduce((sum, value) => sum + value, 0) / string.length;
    for (let index = 0; index < string.length; index++) string[index] = (string[index] ?? 0) - mean;
    let read = 0;
    let last = 0;
    for (let frame = 0; frame < sound.length; frame++) {
      const current = string[read] ?? 0;
      const delayed = string[(read + string.length - 1) % string.length] ?? 0;
      const value = (1 - fraction) * current + fraction * delayed;
      string[read] = 0.9985 * 0.5 * (value + last);
      last = value;
      sound[frame] = value;
      read = (read + 1) % string.length;
    }
    return shape(sound, 0.002, 0.08, sampleRate);
  };
}

/** An organ: few steady harmonics. */
export function createOrgan(random: SeededRandom): Instrument {
  const drawbars = [1, 2, 3, 4, 6, 8].map((harmonic) => ({ harmonic, gain: random.between(0.1, 1) / harmonic ** 0.5 }));
  return (note, seconds, sampleRate) => {
    const sound = new Float32Array(Math.round(seconds * sampleRate));
    for (const { harmonic, gain } of drawbars) {
      addPartial(sound, harmonic * noteFrequency(note), gain, 1e9, sampleRate, random.between(0, 2 * Math.PI));
    }
    return shape(sound, 0.01, 0.04, sampleRate);
  };
}

/** A pad or string section: detuned saws behind a low-pass, that swell. */
export function createPad(random: SeededRandom): Instrument {
  const cutoff = random.between(900, 3500);
  const spread = random.between(0.02, 0.12);
  const attack = random.between(0.05, 0.3);
  return (note, seconds, sampleRate) => {
    const sound = new Float32Array(Math.round((seconds + 0.2) * sampleRate));
    for (let voice = -1; voice <= 1; voice++) {
      addSaw(sound, noteFrequency(note + voice * spread), sampleRate, random.next());
    }
    lowPass(sound, cutoff, sampleRate);
    return shape(sound, Math.min(attack, 0.4 * seconds), 0.25, sampleRate);
  };
}

/** A synthesiser that plays short notes. */
export function createPluck(random: SeededRandom): Instrument {
  const cutoff = random.between(1500, 5000);
  const life = random.between(0.12, 0.4);
  return (note, seconds, sampleRate) => {
    const sound = new Float32Array(Math.round((seconds + 0.1) * sampleRate));
    addSaw(sound, noteFrequency(note), sampleRate, random.next());
    lowPass(sound, cutoff, sampleRate);
    for (let frame = 0; frame < sound.length; frame++) {
      sound[frame] = (sound[frame] ?? 0) * Math.exp(-frame / (life * sampleRate));
    }
    return shape(sound, 0.003, 0.05, sampleRate);
  };
}

/** A bass: synthetic and held, or plucked. */
export function createBass(random: SeededRandom): Instrument {
  const cutoff = random.between(250, 900);
  const life = random.pick([0.4, 0.8, 1e9]);
  const sub = random.between(0.2, 1.2);
  return (note, seconds, sampleRate) => {
    const sound = new Float32Array(Math.round((seconds + 0.04) * sampleRate));
    addSaw(sound, noteFrequency(note), sampleRate, random.next());
    lowPass(sound, cutoff, sampleRate);
    addPartial(sound, noteFrequency(note), sub, 1e9, sampleRate, 0);
    for (let frame = 0; frame < sound.length; frame++) {
      sound[frame] = (sound[frame] ?? 0) * Math.exp(-frame / (life * sampleRate));
    }
    return shape(sound, 0.006, 0.04, sampleRate);
  };
}

function addPartial(
  sound: Float32Array,
  frequency: number,
  gain: number,
  life: number,
  sampleRate: number,
  phase: number,
): void {
  if (frequency > 0.48 * sampleRate) return;
  const step = (2 * Math.PI * frequency) / sampleRate;
  for (let frame = 0; frame < sound.length; frame++) {
    const envelope = Math.exp(-frame / (life * sampleRate));
    if (envelope < 1e-4) break;
    sound[frame] = (sound[frame] ?? 0) + gain * envelope * Math.sin(phase + step * frame);
  }
}

/**
 * Adds a saw with its corner rounded, which keeps most of the aliasing away.
 * @see Välimäki and Huovilainen, "Antialiasing oscillators in subtractive synthesis", 2007: PolyBLEP.
 */
function addSaw(sound: Float32Array, frequency: number, sampleRate: number, start: number): void {
  const step = frequency / sampleRate;
  let phase = start;
  for (let frame = 0; frame < sound.length; frame++) {
    phase += step;
    if (phase >= 1) phase -= 1;
    let value = 2 * phase - 1;
    if (phase < step) value += (phase / step - 1) ** 2;
    else if (phase > 1 - step) value -= ((phase - 1) / step + 1) ** 2;
    sound[frame] = (sound[frame] ?? 0) + 0.4 * value;
  }
}

function shape(sound: Float32Array, attack: number, release: number, sampleRate: number): Float32Array {
  for (let frame = 0; frame < sound.length; frame++) {
    const gain = Math.min(1, frame / (attack * sampleRate), (sound.length - frame) / (release * sampleRate));
    sound[frame] = (sound[frame] ?? 0) * gain;
  }
  return sound;
}
