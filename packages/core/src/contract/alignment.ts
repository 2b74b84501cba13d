import type { AudioInput } from '../audio/audio-input.ts';
import type { WordTiming } from './timing.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { Warning } from './warnings.ts';

/** A request to find the words of a known text in its recording. */
export interface AlignRequest {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** What is said, in the order in which it is said. */
  readonly text: string;
  /** BCP-47 tag of the text. @default Detected from the text. */
  readonly language?: string;
  /** A model id, or `auto`. @default 'auto' */
  readonly model?: string;
}

/** A word of the text, where it is said. Its `text` is the caller's own, without the marks around it. */
export interface AlignedWord extends WordTiming {
  /** 0 to 1: how surely it is said there. */
  readonly confidence: number;
}

/** When each word of a text is said. */
export interface Alignment {
  /** Every word of the text that can be spoken, in order; they do not overlap. */
  readonly words: readonly AlignedWord[];
  /** 0 to 1: how surely the recording says the text. Below 0.3 it probably says something else, and a warning tells so. */
  readonly confidence: number;
  /** Length of the audio, seconds. */
  readonly duration: number;
  /** BCP-47 tag that the text is read as. */
  readonly language: string;
  readonly model: string;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}
