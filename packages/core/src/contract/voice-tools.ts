import type { AudioInput } from '../audio/audio-input.ts';
import type { AudioOutput } from '../audio/audio-output.ts';
import type { Consent } from './consent.ts';
import type { OutputOptions, SpeechOptions } from './speech.ts';
import type { ResponseMetadata, Usage } from './usage.ts';
import type { Voice } from './voices.ts';
import type { Warning } from './warnings.ts';

/** A request to keep a voice made from a recording. */
export interface CloneVoiceRequest {
  /** 10 to 30 s of one speaker is best, 3 s is the least. */
  readonly reference: AudioInput;
  readonly name: string;
  readonly consent: Consent;
  /** @default 'auto' */
  readonly model?: string;
  /** BCP-47 tag of the reference. @default Detected. */
  readonly language?: string;
}

/** A voice that was cloned just now. */
export interface ClonedVoice extends Voice {
  /** What would make a better voice, such as a longer recording. */
  readonly warnings: readonly Warning[];
}

/** A request to take a voice out of a file of {@link VoiceService.exportVoice}. */
export interface ImportVoiceRequest {
  readonly file: AudioInput;
  /** @default The name in the file. */
  readonly name?: string;
}

/** A request to speak once in the voice of a recording, keeping nothing. */
export interface SpeakAsRequest extends Omit<SpeechOptions, 'voice'> {
  readonly text: string;
  readonly reference: AudioInput;
}

/** A request to say a recording again in another voice, words and timing kept. */
export interface ConvertVoiceRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** A voice id of {@link VoiceService.listVoices}. */
  readonly targetVoice: string;
  /** @default 'auto' */
  readonly model?: string;
}

/** How a voice sounds. */
export type Emotion = 'neutral' | 'happy' | 'sad' | 'angry' | 'excited';

/** A request to change how a recording is spoken, its words kept. */
export interface TransformSpeechRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** Voice to speak it in. @default The recording's own. */
  readonly voice?: string;
  /** @default 'neutral' */
  readonly emotion?: Emotion;
  /** 0.5 to 2.0. @default 1 */
  readonly speed?: number;
  /** @default 'auto' */
  readonly model?: string;
}

/** A request to say a recording in another language. */
export interface TranslateSpeechRequest extends OutputOptions {
  readonly audio: AudioInput;
  /** File name of the audio, where there is one; only a clue to its format. */
  readonly fileName?: string;
  /** BCP-47 tag. */
  readonly targetLanguage: string;
  /** BCP-47 tag of the recording. @default Detected. */
  readonly sourceLanguage?: string;
  /** @default Chosen by language. */
  readonly voice?: string;
  /** Whether to keep the speaker's own voice as far as possible. @default false */
  readonly preserveVoice?: boolean;
  /** Whether the translation is spoken. Without, only texts are made, in any language that can be written. @default true */
  readonly speak?: boolean;
  /** What translates: a language model by its name at the endpoint, or a translator by its id. @default 'auto' */
  readonly model?: string;
}

/** Audio that was made from audio. */
export interface AudioResult {
  readonly audio: AudioOutput;
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  readonly response: ResponseMetadata;
}

/** A recording in another language. Its audio is empty where it was not to be spoken. */
export interface TranslationResult extends AudioResult {
  readonly originalText: string;
  readonly translatedText: string;
  readonly sourceLanguage: string;
  readonly targetLanguage: string;
}
