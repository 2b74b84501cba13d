import type { AudioInput } from '../audio/audio-input.ts';
import type { Progress } from './call-options.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { Warning } from './warnings.ts';

/** A request to write down what is said. */
export interface TranscriptionRequest {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** A model id, or `auto`. @default 'auto' */
  readonly model?: string;
  /** BCP-47 tag, or `auto` to detect it. @default 'auto' */
  readonly language?: string;
  /** Whether word times are wanted. @default false */
  readonly words?: boolean;
  /** Whether to tell speakers apart. Who sounds like a cloned voice of the caller has its name. @default false */
  readonly diarize?: boolean;
  /** How many speakers there are, where it is known: 1 to 32. Only with `diarize`. @default Found out. */
  readonly numSpeakers?: number;
  /**
   * Whether words that a recogniser gives bare get punctuation and, where the model knows it, capitals: `true` warns where no
   * installed model can, `false` leaves them bare. @default Where an installed model can.
   */
  readonly punctuate?: boolean;
}

/** One word that was heard. */
export interface TranscriptWord {
  readonly text: string;
  /** Seconds from the start of the audio. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence?: number;
  /** Where speakers were told apart: who says it. */
  readonly speaker?: string;
}

/** A stretch of speech between two pauses; where speakers were told apart, of one speaker. */
export interface TranscriptSegment {
  readonly text: string;
  /** Seconds from the start of the audio. */
  readonly start: number;
  readonly end: number;
  /** Empty unless words were asked for. */
  readonly words: readonly TranscriptWord[];
  /** Where speakers were told apart: `SPEAKER_00` and on, or the name of the cloned voice that sounds the same. */
  readonly speaker?: string;
  /** 0 to 1. */
  readonly confidence?: number;
}

/** What was said. Silence gives an empty text and no segments. */
export interface Transcript {
  readonly text: string;
  /** BCP-47 tag. */
  readonly language: string;
  /** Length of the audio, seconds. */
  readonly duration: number;
  readonly segments: readonly TranscriptSegment[];
  readonly model: string;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}

/** One event of a transcript as it is made; exactly one `done` comes last. */
export type TranscriptEvent =
  /** What the current stretch sounds like so far; the next `partial` or `segment` replaces it. */
  | { readonly type: 'partial'; readonly text: string; readonly start: number }
  /** A finished stretch. They come in order of time. */
  | { readonly type: 'segment'; readonly segment: TranscriptSegment }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly transcript: Transcript };

/** A transcript as it is made. Leaving the loop, or aborting the signal, stops the recognition. */
export type TranscriptStream = AsyncIterable<TranscriptEvent>;
