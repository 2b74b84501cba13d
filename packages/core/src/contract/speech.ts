import type { AudioOutput } from '../audio/audio-output.ts';
import type { AudioFormat } from '../audio/formats.ts';
import type { Progress } from './call-options.ts';
import type { MarkTiming, WordTiming } from './timing.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { Warning } from './warnings.ts';

/** What the audio of a result should be. */
export interface OutputOptions {
  /** @default 'mp3' */
  readonly format?: AudioFormat;
  /** Kilobits per second, 64 to 320, for lossy formats. @default 128 */
  readonly bitrate?: number;
  /** Hertz, 8000 to 48000. @default The voice's own rate, or the input's. */
  readonly sampleRate?: number;
  /** @default 'mono' for speech, the input's own for other audio. */
  readonly channels?: 'mono' | 'stereo';
  /** Integrated loudness to normalise to, LUFS (EBU R128), -40 to -8. @default No normalisation. */
  readonly loudness?: number;
}

/** How to say one word: another spelling (`respelling`), or its sounds in the International Phonetic Alphabet (`ipa`). */
export type Pronunciation = string | { readonly respelling: string } | { readonly ipa: string };

/** A request to speak, without its text. */
export interface SpeechOptions extends OutputOptions {
  /** A model id, or `auto`. @default 'auto' */
  readonly model?: string;
  /** A voice id of that model, or `auto` for the nearest installed voice of the language. @default 'auto' */
  readonly voice?: string;
  /** BCP-47 tag of the text. @default Detected from the text. */
  readonly language?: string;
  /** Speaking rate, 0.5 to 2.0; pitch stays. @default 1 */
  readonly speed?: number;
  /** How text is read: as it stands, or as SSML (`speak`, `p`, `s`, `break`, `prosody`, `emphasis`, `say-as`, `sub`, `phoneme`, `mark`, `lang`). @default 'ssml' when the text starts with `<speak`, else 'text'. */
  readonly inputType?: 'text' | 'ssml';
  /** Pronunciations by word, matched without regard to case. */
  readonly lexicon?: Readonly<Record<string, Pronunciation>>;
  /** Whether word timings are wanted. @default false */
  readonly words?: boolean;
  /**
   * Whether what was spoken is listened to and compared with the text. A chunk that came out badly is made again, at most
   * twice, and the best is kept. @default false
   */
  readonly verify?: boolean;
}

/** A request to speak one text. */
export interface SpeechRequest extends SpeechOptions {
  readonly text: string;
}

/** A request to speak text that may still be arriving, such as a language model's. */
export interface SpeechStreamRequest extends SpeechOptions {
  /** An iterable is spoken sentence by sentence as it comes; character offsets count over all of it. */
  readonly text: string | AsyncIterable<string>;
}

/** The parts of a speech result that are not audio. */
export interface SpeechDetails {
  /** In order; empty unless asked for. */
  readonly words: readonly WordTiming[];
  /** Marks of the SSML, in order. */
  readonly marks: readonly MarkTiming[];
  /** Length of the audio, seconds. */
  readonly duration: number;
  /** Model that spoke. */
  readonly model: string;
  /** Voice that spoke. */
  readonly voice: string;
  /** BCP-47 tag that the text was read as. */
  readonly language: string;
  /** Where `verify` was asked for: words that were heard otherwise than they stand, over all words. The listener's own mistakes count too. */
  readonly wordErrorRate?: number;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}

/** Speech, whole. */
export interface SpeechResult extends SpeechDetails {
  readonly audio: AudioOutput;
}

/** One event of a speech stream. Exactly one `start` comes before all audio, words and marks, and one `done` last. */
export type SpeechEvent =
  | {
      readonly type: 'start';
      readonly format: AudioFormat;
      /** Hertz. */
      readonly sampleRate: number;
      readonly channels: number;
      readonly model: string;
      readonly voice: string;
      /** What is known already, such as a fallback; `done` repeats it. */
      readonly warnings: readonly Warning[];
      /** What it will cost, where that is known already. */
      readonly usage?: Usage;
    }
  /** The next bytes of the audio file. Joined in order, they are the whole file. */
  | { readonly type: 'audio'; readonly data: Uint8Array }
  | { readonly type: 'word'; readonly word: WordTiming }
  | { readonly type: 'mark'; readonly mark: MarkTiming }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly details: SpeechDetails };

/**
 * Speech as it is made. Leaving the loop, or aborting the signal, stops the synthesis.
 * Pull decides the pace: a reader that stops reading stops the work within a few chunks.
 */
export type SpeechStream = AsyncIterable<SpeechEvent>;
