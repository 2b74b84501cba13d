import type { Feature } from '../contract/capabilities.ts';
import type { SpeechOptions } from '../contract/speech.ts';
import type { VoiceService } from '../contract/voice-service.ts';

/** One promise of the contract. */
export interface ConformanceCase {
  /** What a service does when it keeps it. */
  readonly name: string;
  /** Rejects with a `ConformanceError`, or whatever the service threw, when it does not. */
  run(): Promise<void>;
}

/** A recording of which it is known what is said in it. */
export interface SampleAudio {
  /** Encoded audio. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName?: string;
  /** What is said. */
  readonly text: string;
  /** BCP-47 tag. */
  readonly language: string;
  /** Seconds. */
  readonly duration: number;
  /** Share of the words that must be found, 0 to 1. @default 0.6 */
  readonly recall?: number;
}

/** What the suite has to know of the service that it holds to the contract. */
export interface ConformanceOptions {
  /**
   * Makes a service. The suite makes one for most cases and one for each that closes it. Close them after the run as
   * well: a filter may leave the last case out.
   */
  create(): Promise<VoiceService>;
  /** Features that the service has to have; every other one it has to refuse. */
  readonly features: readonly Feature[];
  /** Needed when the features include `transcribe` or `translateSpeech`. */
  readonly sampleAudio?: SampleAudio;
  /** A recording of one person speaking for at least 3 s. Needed when the features include `cloneVoice` or `speakAs`. */
  readonly reference?: Uint8Array<ArrayBuffer>;
  /** Options of every synthesis of the suite, such as a fast model. @default None. */
  readonly speech?: SpeechOptions;
}

/** What the cases share. */
export interface Bench {
  /** The service that most cases use. */
  service(): Promise<VoiceService>;
  /** A service for one case alone. */
  fresh(): Promise<VoiceService>;
  readonly options: ConformanceOptions;
  /** Options of every synthesis: those of the suite, under the case's own. */
  readonly speech: SpeechOptions;
}
