import type { AudioFormat } from '../audio/formats.ts';

/**
 * Methods of a voice service that a service may lack; `conversations` are those that look at what is kept of them, `models`
 * those that pull and remove.
 */
export type Feature =
  | 'synthesize'
  | 'streamSpeech'
  | 'transcribe'
  | 'streamTranscript'
  | 'cloneVoice'
  | 'speakAs'
  | 'convertVoice'
  | 'transformSpeech'
  | 'translateSpeech'
  | 'enhance'
  | 'separate'
  | 'dereverb'
  | 'analyze'
  | 'align'
  | 'convertAudio'
  | 'converse'
  | 'streamTurn'
  | 'conversations'
  | 'models'
  | 'submit';

/** What a service can do now, with what is installed. */
export interface Capabilities {
  /** Name of the service, such as `potoo engine 0.1.0`. */
  readonly service: string;
  readonly features: readonly Feature[];
  /** Formats that audio can be asked for in. */
  readonly formats: readonly AudioFormat[];
  /** BCP-47 tags that can be spoken. */
  readonly speechLanguages: readonly string[];
  /** BCP-47 tags that can be understood. */
  readonly transcriptionLanguages: readonly string[];
  /** Whether word timings of speech can be asked for. */
  readonly words: boolean;
  readonly ssml: boolean;
  readonly lexicon: boolean;
  readonly diarization: boolean;
  /** Characters in one request. */
  readonly maxCharacters: number;
  /** Seconds of audio in one request. */
  readonly maxAudioSeconds: number;
}
