import { bandPass, highPass, type Resonance, resonanceGain } from './resonator.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How a singer sounds. */
export interface Singer {
  /** Factor on formants: 1 for a man, about 1.17 for a woman. */
  readonly tract: number;
  /** Steepness of the source as it leaves the lips, decibels an octave: 3 is pressed, 9 soft. */
  readonly tilt: number;
  /** Share of noise in the source. */
  readonly breath: number;
  /** Hertz. */
  readonly vibratoRate: number;
  /** Peak deviation, semitones. */
  readonly vibratoDepth: number;
}

/** One sung syllable. */
export interface Syllable {
  /** Seconds. */
  readonly start: number;
  readonly seconds: number;
  /** MIDI note numbers, which need not be whole: where the pitch comes from, where it rests, where it ends. */
  readonly from: number;
  readonly note: number;
  readonly to: number;
  readonly vowel: keyof typeof VOWELS;
  readonly consonant: 'none' | 'hiss' | 'burst' | 'hum';
  readonly gain: number;
}

/** Formants of five vowels of a man. Peterson and Barney, "Control methods used in a study of the vowels", 1952. */
const VOWELS = {
  a: [730, 1090, 2440, 3400],
  e: [530, 1840, 2480, 3500],
  i: [270, 2290, 3010, 3600],
  o: [570, 840, 2410, 3300],
  u: [300, 870, 2240, 3300],
} as const;

const FORMANT_GAINS = [1, 0.5, 0.25, 0.18];
/** Frames between two sets of amplitudes. */
const CONTROL = 256;
const HIGHEST = 9000;

/** Frequency of a MIDI note number, hertz. */
export function noteFrequency(note: number): number {
  return 440 * 2 ** ((note - 69) / 12);
}

/** Renders one syllable: a consonant, then a vowel of harmonics with a gliding, vibrating pitch. */
export function renderSyllable(
  syllable: Syllable,
  singer: Singer,
  sampleRate: number,
  random: SeededRandom,
): Float32Array {
  const frames = Math.round(syllable.seconds * sampleRate);
  const sound = new Float32Array(frames);
  const lead = syllable.consonant === 'none' ? 0 : Math.min(0.35 * syllable.seconds, random.between(0.04, 0.11));
  const onset = Math.round(lead * sampleRate);
  if (onset > 0) addConsonant(sound.subarray(0, onset), syllable, singer, sampleRate, random);
  addVowel(sound.subarray(onset), syllable, singer, sampleRate, random);
  return sound;
}

function addConsonant(
  sound: Float32Array,
  { consonant, gain, note }: Syllable,
  singer: Singer,
  sampleRate: number,
  random: SeededRandom,
): void {
  const frames = sound.length;
  if (consonant === 'hum') {
    const step = (2 * Math.PI * noteFrequency(note)) / sampleRate;
    for (let frame = 0; frame < frames; frame++) {
      const rise = Math.min(1, frame / (0.02 * sampleRate));
      sound[frame] = gain * 0.25 * rise * (Math.sin(step * frame) + 0.4 * Math.sin(2 * step * frame));
    }
    return;
  }
  const noise = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) noise[frame] = random.between(-1, 1);
  const centre = consonant === 'hiss' ? random.between(4500, 7500) * singer.tract : random.between(1200, 4000);
  bandPass(noise, { frequency: centre, bandwidth: 0.8 * centre }, sampleRate);
  for (let frame = 0; frame < frames; frame++) {
    const place = frame / frames;
    const shape = consonant === 'hiss' ? Math.sin(Math.PI * place) : place < 0.5 ? 0 : Math.exp(-12 * (place - 0.5));
    sound[frame] = gain * 0.5 * shape * (noise[frame] ?? 0);
  }
}

function addVowel(
  sound: Float32Array,
  syllable: Syllable,
  singer: Singer,
  sampleRate: number,
  random: SeededRandom,
): void {
  const formants: Resonance[] = VOWELS[syllable.vowel].map((frequency, index) => ({
    frequency: frequency * singer.tract * random.between(0.96, 1.04),
    bandwidth: 70 + 0.03 * frequency + 25 * index,
  }));
  const pitch = pitchCurve(sound.length, syllable, singer, sampleRate, random);
  const highest = pitch.reduce((most, value) => Math.max(most, value), 1);
  const harmonics = Math.max(1, Math.floor(Math.min(HIGHEST, 0.45 * sampleRate) / highest));
  const amplitudes = new Float32Array(harmonics + 1);
  const steps = new Float32Array(harmonics + 1);
  let phase = random.between(0, 2 * Math.PI);
  for (let frame = 0; frame < sound.length; frame++) {
    if (frame % CONTROL === 0) setTargets(amplitudes, steps, pitch[frame] ?? 100, formants, singer.tilt, frame === 0);
    phase += (2 * Math.PI * (pitch[frame] ?? 0)) / sampleRate;
    // sin(nx) from the two before: Chebyshev's recurrence saves one sine per harmonic.
    const twice = 2 * Math.cos(phase);
    let before = 0;
    let sine = Math.sin(phase);
    let sum = 0;
    for (let harmonic = 1; harmonic <= harmonics; harmonic++) {
      const amplitude = (amplitudes[harmonic] ?? 0) + (steps[harmonic] ?? 0);
      amplitudes[harmonic] = amplitude;
      sum += amplitude * sine;
      const next = twice * sine - before;
      before = sine;
      sine = next;
    }
    sound[frame] = sum;
  }
  const breath = new Float32Array(sound.length);
  for (let frame = 0; frame < breath.length; frame++) breath[frame] = random.between(-1, 1);
  highPass(breath, 1500, sampleRate);
  shapeVowel(sound, breath, syllable.gain, singer.breath, sampleRate);
}

function pitchCurve(
  frames: number,
  { from, note, to }: Syllable,
  singer: Singer,
  sampleRate: number,
  random: SeededRandom,
): Float32Array {
  const curve = new Float32Array(frames);
  const glide = random.between(0.03, 0.09) * sampleRate;
  const onset = random.between(0.1, 0.25) * sampleRate;
  const rate = (2 * Math.PI * singer.vibratoRate * random.between(0.93, 1.07)) / sampleRate;
  let drift = 0;
  for (let frame = 0; frame < frames; frame++) {
    drift = 0.9995 * drift + random.between(-0.0008, 0.0008);
    const arrival = Math.exp(-frame / glide);
    const leaving = Math.max(0, (frame - 0.8 * frames) / (0.2 * frames));
    const vibrato = singer.vibratoDepth * Math.min(1, Math.max(0, (frame - onset) / onset)) * Math.sin(rate * frame);
    curve[frame] = noteFrequency(note + (from - note) * arrival + (to - note) * leaving * leaving + vibrato + drift);
  }
  return curve;
}

/** Lets the amplitudes reach, within one control period, what the formants say at this pitch. */
function setTargets(
  amplitudes: Float32Array,
  steps: Float32Array,
  pitch: number,
  formants: readonly Resonance[],
  tilt: number,
  atOnce: boolean,
): void {
  for (let harmonic = 1; harmonic < amplitudes.length; harmonic++) {
    let gain = 0.01;
    for (const [index, formant] of formants.entries()) {
      gain += (FORMANT_GAINS[index] ?? 0.1) * resonanceGain(formant, harmonic * pitch);
    }
    const target = gain * 10 ** ((-tilt * Math.log2(harmonic)) / 20);
    steps[harmonic] = atOnce ? 0 : (target - (amplitudes[harmonic] ?? 0)) / CONTROL;
    if (atOnce) amplitudes[harmonic] = target;
  }
}

function shapeVowel(sound: Float32Array, breath: Float32Array, gain: number, noise: number, sampleRate: number): void {
  const attack = 0.03 * sampleRate;
  const release = Math.min(0.08 * sampleRate, 0.4 * sound.length);
  for (let frame = 0; frame < sound.length; frame++) {
    const shape = Math.min(1, frame / attack, (sound.length - frame) / release);
    sound[frame] = gain * shape * ((sound[frame] ?? 0) + noise * (breath[frame] ?? 0));
  }
}
