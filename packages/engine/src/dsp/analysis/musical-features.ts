import type { ReadOptions } from './finite-blocks.ts';
import { frameSpectra } from './frame-spectra.ts';
import { createOnsetDetector, type OnsetStrength } from './onset-detector.ts';
import { createPitchCollector, type PitchTrack } from './pitch-collector.ts';
import type { MonoStream } from './read-mono.ts';
import { createPeakFinder, spectralPeaks } from './spectral-peaks.ts';

/** What begins and what sounds in a recording: all that tempo, key and content are judged by. An hour takes 20 MB. */
export interface MusicalFeatures {
  readonly onsets: OnsetStrength;
  readonly pitches: PitchTrack;
}

/** Frames of {@link OnsetStrength} per second. */
export const ONSET_RATE = 100;
/** Frames of {@link PitchTrack} per second. */
export const PITCH_RATE = 10;

const ONSET_WINDOW = 0.0464;
const PITCH_WINDOW = 0.372;
const ONSET_HIGHEST_HERTZ = 16_000;
const PITCH_HIGHEST_HERTZ = 5000;

/**
 * Reads a recording once and keeps what matters for music.
 * @param level - Root mean square of what is not silent; the features are as if it were 0.1.
 */
export async function musicalFeatures(mono: MonoStream, level: number, options: ReadOptions): Promise<MusicalFeatures> {
  const { sampleRate } = mono;
  const seconds = mono.frames / sampleRate;
  const gain = 0.1 / level;
  const onsetSpectra = frameSpectra(
    { sampleRate, window: ONSET_WINDOW, rate: ONSET_RATE, highest: Math.min(ONSET_HIGHEST_HERTZ, 0.475 * sampleRate) },
    (magnitudes) => onsets.push(magnitudes),
  );
  const onsets = createOnsetDetector(
    onsetSpectra.bins,
    onsetSpectra.binWidth,
    Math.floor(seconds * ONSET_RATE) + 1,
    gain,
  );

  let [peaks, before, beforeThat] = [spectralPeaks(), spectralPeaks(), spectralPeaks()];
  const pitchSpectra = frameSpectra(
    { sampleRate, window: PITCH_WINDOW, rate: PITCH_RATE, highest: PITCH_HIGHEST_HERTZ },
    (magnitudes) => {
      [peaks, before, beforeThat] = [beforeThat, peaks, before];
      findPeaks(magnitudes, peaks);
      pitches.push(peaks, before, beforeThat, powerOf(magnitudes));
    },
  );
  const findPeaks = createPeakFinder(pitchSpectra.bins, pitchSpectra.binWidth);
  const pitches = createPitchCollector(Math.floor(seconds * PITCH_RATE) + 1, gain);

  for await (const samples of mono.blocks(options)) {
    onsetSpectra.push(samples);
    pitchSpectra.push(samples);
  }
  onsetSpectra.flush();
  pitchSpectra.flush();
  return { onsets: onsets.strength(), pitches: pitches.track() };
}

function powerOf(magnitudes: Float32Array): number {
  let sum = 0;
  for (const value of magnitudes) sum += value * value;
  return sum;
}
