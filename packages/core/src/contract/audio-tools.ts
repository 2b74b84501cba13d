import type { AudioInput } from '../audio/audio-input.ts';
import type { AudioOutput } from '../audio/audio-output.ts';
import type { OutputOptions } from './speech.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { Warning } from './warnings.ts';

/** A request to change the format of audio. */
export interface ConvertAudioRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** Playback speed, 0.5 to 2.0; pitch stays. @default 1 */
  readonly speed?: number;
}

/** A request to clean up a recording. */
export interface EnhanceRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** @default true */
  readonly denoise?: boolean;
  /** @default true */
  readonly clarity?: boolean;
  /** Extends the bandwidth. @default false */
  readonly superResolution?: boolean;
  /** 1 light, 2 medium, 3 strong. @default 2 */
  readonly strength?: 1 | 2 | 3;
  /** @default 'auto' */
  readonly model?: string;
}

/** A request to split music into its parts. */
export interface SeparateRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** @default 2 */
  readonly stems?: 2 | 4 | 5 | 6;
  /** @default 'auto' */
  readonly model?: string;
}

/** The parts of a recording; together they sum to it. */
export interface SeparationResult {
  readonly stems: ReadonlyArray<{ readonly name: string; readonly audio: AudioOutput }>;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}

/** A request to take the room out of a recording. */
export interface DereverbRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** @default 'both' */
  readonly type?: 'echo' | 'reverb' | 'both';
  /** 1 to 5. @default 3 */
  readonly intensity?: 1 | 2 | 3 | 4 | 5;
  /** @default 'auto' */
  readonly model?: string;
}

/** A request to measure a recording. */
export interface AnalyzeRequest {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** Whether the times of beats and downbeats are wanted. @default false */
  readonly beats?: boolean;
  /** Whether a picture of waveform and spectrogram is wanted. @default false */
  readonly picture?: boolean;
  /** @default 'auto' */
  readonly model?: string;
}

/** Whether a scale is major or minor. */
export type Scale = 'Major' | 'Minor';

/** What a recording mostly is. */
export type AudioContent = 'speech' | 'music' | 'noise' | 'silence';

/**
 * What a recording is, musically and technically. Speech, noise and silence have no key and no tempo: those fields are
 * `null` then, never a guess.
 */
export interface Analysis {
  /** Tonic, such as `C`, `F#` or `Bb`. */
  readonly key: string | null;
  readonly scale: Scale | null;
  /** Beats per minute. */
  readonly bpm: number | null;
  /** Such as `4/4`. */
  readonly timeSignature: string | null;
  /** Camelot wheel code, such as `8B`. */
  readonly camelot: string | null;
  /** Keys that mix well with it, itself first: `C Major`, `G Major`, `F Major`, `A Minor`. */
  readonly compatibleKeys: readonly string[];
  /** Confidence per field, 0 to 1. */
  readonly confidence: { readonly key: number; readonly bpm: number; readonly timeSignature: number };
  /** What else it may be, the likeliest first. */
  readonly alternatives: {
    readonly keys: ReadonlyArray<{ readonly key: string; readonly scale: Scale; readonly confidence: number }>;
    readonly tempos: ReadonlyArray<{ readonly bpm: number; readonly confidence: number }>;
  };
  readonly content: AudioContent;
  /** Seconds. */
  readonly duration: number;
  /** Integrated loudness, LUFS (EBU R128); `null` for silence. */
  readonly loudness: number | null;
  /** True peak, dBTP; `null` for silence. */
  readonly truePeak: number | null;
  readonly silence: {
    /** Share of the time, 0 to 1. */
    readonly share: number;
    /** Where it is, seconds. */
    readonly stretches: ReadonlyArray<{ readonly start: number; readonly end: number }>;
  };
  /** Times of beats, seconds; empty unless asked for. */
  readonly beats: readonly number[];
  /** Those of the beats that begin a bar, seconds. */
  readonly downbeats: readonly number[];
  /** Waveform, silences, beats and spectrogram, as a PNG of 1280 by 720 pixels; only where asked for. */
  readonly picture?: Uint8Array<ArrayBuffer>;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}
