import type { WaveformPeaks } from '../waveform/waveform-peaks.ts';

/** Peaks, and the seconds that they cover. */
export interface SourcePeaks {
  readonly peaks: WaveformPeaks;
  /** Seconds. */
  readonly covered: number;
}
