import type { SpectralPeaks } from './spectral-peaks.ts';

/** Places of an octave that are told apart: 20 cents each. */
export const OCTAVE_BINS = 60;

/** What pitches sound, ten times per second. */
export interface PitchTrack {
  readonly frames: number;
  /** Strength per frame and place in the octave, from C of A = 440 Hz upwards. */
  readonly chroma: Float32Array;
  /** Share of each frame's power that lies in tones that have held their pitch for 0.2 s; NaN where it is too quiet. */
  readonly heldShare: Float32Array;
  /** Power in held tones, and in tones at all, over power; of the whole recording. */
  readonly held: number;
  readonly tonal: number;
  /** How far the tuning lies above A = 440 Hz, semitones, -0.5 to 0.5. */
  readonly tuning: number;
}

/** Takes the peaks of spectra in order. */
export interface PitchCollector {
  /** Takes a frame: its peaks and those of the two before, and its power. */
  push(peaks: SpectralPeaks, before: SpectralPeaks, beforeThat: SpectralPeaks, power: number): void;
  track(): PitchTrack;
}

/** Fundamentals that a peak may belong to: itself, or the tone of which it is the second, third or fourth harmonic. */
const HARMONICS = 4;
/** How much less each of them is believed. */
const HARMONIC_DECAY = 0.6;
const CHROMA_LOWEST_HERTZ = 60;
const CHROMA_HIGHEST_HERTZ = 2000;
const TUNING_LOWEST_HERTZ = 120;
/** What counts as a tone, not as a bump of noise. */
const TONE_PROMINENCE = 2.5;
const TONE_LOWEST_HERTZ = 80;
const TONE_HIGHEST_HERTZ = 3000;
/** A tone is held when it moves less than 15 cents in a tenth of a second. */
const HELD_RATIO = 2 ** (15 / 1200) - 1;
const HELD_LEVEL = 0.3;
/** Power of a frame below which it tells nothing, for audio of a level of 0.1: 30 dB below it. */
const QUIET_POWER = 1e-5;

/**
 * Makes a collector of pitch: harmonic pitch class profiles with sub-harmonic weighting and the tuning of the recording.
 *
 * E. Gómez, "Tonal description of polyphonic audio for music content processing", INFORMS Journal on Computing 18(3), 2006.
 * Levels count by their square root, so that soft notes of a chord are heard.
 * @param frames - How many frames will come, about.
 * @param gain - Factor to a level of 0.1.
 */
export function createPitchCollector(frames: number, gain: number): PitchCollector {
  const chroma = new Float32Array(frames * OCTAVE_BINS);
  const heldShare = new Float32Array(frames).fill(Number.NaN);
  const shifts = Array.from({ length: HARMONICS }, (_, index) => OCTAVE_BINS * Math.log2(index + 1));
  let frame = 0;
  let [tuningX, tuningY] = [0, 0];
  let [heldSum, tonalSum, powerSum] = [0, 0, 0];

  const addChroma = (peaks: SpectralPeaks) => {
    const row = chroma.subarray(frame * OCTAVE_BINS, (frame + 1) * OCTAVE_BINS);
    for (let peak = 0; peak < peaks.count; peak++) {
      const hertz = peaks.hertz[peak] ?? 0;
      if (hertz < CHROMA_LOWEST_HERTZ || hertz > CHROMA_HIGHEST_HERTZ) continue;
      const place = OCTAVE_BINS * Math.log2(hertz / 440) + OCTAVE_BINS * 0.75;
      const strength = Math.sqrt(peaks.level[peak] ?? 0);
      for (const [harmonic, shift] of shifts.entries())
        addAt(row, place - shift, strength * HARMONIC_DECAY ** harmonic);
      if (hertz < TUNING_LOWEST_HERTZ) continue;
      const certainty = strength * Math.max(0, 1 - 1.8 / (peaks.prominence[peak] ?? 1));
      const angle = (2 * Math.PI * 12 * place) / OCTAVE_BINS;
      tuningX += certainty * Math.cos(angle);
      tuningY += certainty * Math.sin(angle);
    }
  };
  const addTones = (peaks: SpectralPeaks, before: SpectralPeaks, beforeThat: SpectralPeaks, power: number) => {
    let [held, tonal, near, far] = [0, 0, 0, 0];
    for (let peak = 0; peak < peaks.count; peak++) {
      const hertz = peaks.hertz[peak] ?? 0;
      const level = peaks.level[peak] ?? 0;
      if (hertz < TONE_LOWEST_HERTZ || hertz > TONE_HIGHEST_HERTZ) continue;
      if ((peaks.prominence[peak] ?? 0) < TONE_PROMINENCE) continue;
      tonal += level * level;
      near = nearestPeak(before, hertz, near);
      far = nearestPeak(beforeThat, hertz, far);
      const isHeld =
        isNear(before.hertz[near], hertz) &&
        isNear(beforeThat.hertz[far], hertz) &&
        (before.level[near] ?? 0) > HELD_LEVEL * level;
      if (isHeld) held += level * level;
    }
    heldShare[frame] = held / power;
    heldSum += held;
    tonalSum += tonal;
    powerSum += power;
  };
  return {
    push(peaks, before, beforeThat, power) {
      if (frame >= frames) return;
      addChroma(peaks);
      if (frame >= 2 && power * gain * gain > QUIET_POWER) addTones(peaks, before, beforeThat, power);
      frame++;
    },
    track: () => ({
      frames: frame,
      chroma: chroma.subarray(0, frame * OCTAVE_BINS),
      heldShare: heldShare.subarray(0, frame),
      held: heldSum / (powerSum + 1e-20),
      tonal: tonalSum / (powerSum + 1e-20),
      tuning: Math.atan2(tuningY, tuningX) / (2 * Math.PI),
    }),
  };
}

/** Adds to the two places of the octave that a point lies between. */
function addAt(row: Float32Array, place: number, strength: number): void {
  const within = place - OCTAVE_BINS * Math.floor(place / OCTAVE_BINS);
  const first = Math.floor(within) % OCTAVE_BINS;
  const second = (first + 1) % OCTAVE_BINS;
  const share = within - Math.floor(within);
  row[first] = (row[first] ?? 0) + (1 - share) * strength;
  row[second] = (row[second] ?? 0) + share * strength;
}

/** Index of the peak nearest to a frequency; the search goes on from an earlier, lower one. */
function nearestPeak({ count, hertz }: SpectralPeaks, wanted: number, from: number): number {
  let index = Math.min(from, Math.max(0, count - 1));
  while (index + 1 < count && Math.abs((hertz[index + 1] ?? 0) - wanted) <= Math.abs((hertz[index] ?? 0) - wanted))
    index++;
  return count === 0 ? -1 : index;
}

function isNear(hertz: number | undefined, wanted: number): boolean {
  return hertz !== undefined && Math.abs(hertz - wanted) < HELD_RATIO * wanted;
}
