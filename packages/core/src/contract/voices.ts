import type { Consent } from './consent.ts';
import type { ModelState } from './models.ts';

/** Gender a voice is heard as. */
export type VoiceGender = 'female' | 'male' | 'neutral';

/** A voice that can speak. */
export interface Voice {
  /** Id to pass as `voice`: `slt`, `en-us`, or `model/voice` where two models share an id. */
  readonly id: string;
  readonly name: string;
  /** Id of the model that speaks it. */
  readonly model: string;
  /** BCP-47 tags, the best first. */
  readonly languages: readonly string[];
  readonly gender: VoiceGender;
  /** Rate of the audio it makes before any resampling, hertz. */
  readonly sampleRate?: number;
  readonly state: ModelState;
  /** Where a short sample can be fetched, where there is one. */
  readonly previewUrl?: string;
  /** Whether a user of this service made it by cloning. */
  readonly cloned?: boolean;
  /** Where a cloned voice comes from. */
  readonly origin?: VoiceOrigin;
}

/** What is kept of how a voice was cloned. */
export interface VoiceOrigin {
  readonly consent: Required<Consent>;
  /** SHA-256 of the file of the recording, hex. */
  readonly sourceHash: string;
  readonly createdAt: Date;
}

/** Which voices to list; every field narrows. */
export interface VoiceFilter {
  readonly model?: string;
  /** Matches the tag itself and every tag below it: `en` lists `en-GB`. */
  readonly language?: string;
  readonly gender?: VoiceGender;
  /** Text to find in id, name or language. */
  readonly search?: string;
  readonly state?: ModelState;
}
