import type { Key } from './camelot.ts';
import type { Content } from './classify-content.ts';
import type { TimeSignature } from './estimate-meter.ts';
import type { TempoCandidate } from './estimate-tempo.ts';
import type { TimeSpan } from './measure-levels.ts';

/** What a recording is, musically and technically. What it does not have is `null`: speech has no key. */
export interface AudioAnalysis {
  /** What it mostly is. */
  readonly content: Content;
  /** Seconds. */
  readonly duration: number;
  /** Integrated loudness, LUFS (EBU R128); `null` for silence and for less than 0.4 s. */
  readonly loudness: number | null;
  /** True peak, dBTP; `null` for digital silence. */
  readonly truePeak: number | null;
  readonly silence: {
    /** Share of the time, 0 to 1. */
    readonly share: number;
    /** Stretches of at least 0.3 s below -60 dB of full scale. */
    readonly stretches: readonly TimeSpan[];
  };
  /** Tonic, such as `C`, `F#` or `Bb`. */
  readonly key: string | null;
  readonly scale: Key['scale'] | null;
  /** Camelot wheel code, such as `8B`. */
  readonly camelot: string | null;
  /** Keys that mix well with it, itself first, such as `C Major`; empty without a key. */
  readonly compatibleKeys: readonly string[];
  /** Beats per minute, to a tenth. */
  readonly bpm: number | null;
  readonly timeSignature: TimeSignature | null;
  /** 0 to 1 each; 0 for what is `null`. */
  readonly confidence: { readonly key: number; readonly bpm: number; readonly timeSignature: number };
  readonly alternatives: {
    /** Other keys, the most likely first. */
    readonly keys: ReadonlyArray<Key & { readonly confidence: number }>;
    /** Other tempi that may be meant, the most likely first; mostly halves and doubles. */
    readonly tempos: readonly TempoCandidate[];
  };
  /** Times of the beats, seconds; empty unless asked for, and without a tempo. */
  readonly beats: readonly number[];
  /** Those of them that begin a bar. */
  readonly downbeats: readonly number[];
  /** A PNG, see `drawAnalysis`; only where asked for. */
  readonly picture?: Uint8Array<ArrayBuffer>;
}
