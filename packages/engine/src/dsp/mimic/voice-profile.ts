import type { PitchDistribution } from './pitch-distribution.ts';

/** How a voice sounds, in numbers: what can be measured of a recording, and brought to another voice. JSON. */
export interface VoiceProfile {
  /** Hertz at the shares of `PITCH_SHARES`. */
  readonly pitch: PitchDistribution;
  /** Middle frequencies of the first four formants, hertz; absent where the recording is too narrow. */
  readonly formants?: readonly number[];
  /** Distance between neighbouring formants, hertz: the shorter the vocal tract, the larger. Absent like them. */
  readonly formantSpacing?: number;
  /** Long-term spectrum, decibels over the bands of `spectrumBands(bandwidth)`. */
  readonly spectrum: readonly number[];
  /** Slope of the long-term spectrum from 300 Hz to 4 kHz, decibels per octave. */
  readonly tilt: number;
  /** Highest frequency that the recording holds, hertz. */
  readonly bandwidth: number;
  /** Syllables per second of speaking. */
  readonly rate: number;
  /** Level of the speaking, dBFS (RMS). */
  readonly level: number;
  /** Noise over voice of the voiced frames, decibels, at the frequencies of {@link BREATH_BANDS}. */
  readonly breath: readonly number[];
  /** Voiced time that was measured, seconds. */
  readonly voicedSeconds: number;
}

/** Frequencies at which breath is measured, hertz. */
export const BREATH_BANDS = [1000, 2000, 3000, 6000, 9000] as const;
