import type { AudioFormat, Model, Progress, SpeechEvent, TranscriptEvent, Voice } from '@potoo/core';
import type { VoiceEvidence } from '@potoo/core/voice-activity';
import type { AssetAddresses } from './asset-addresses.ts';
import type { NeuralSettings } from './neural/neural-options.ts';

/** What the Worker is started with. */
export interface WorkerOptions {
  readonly addresses: AssetAddresses;
  /** Backends beside flite. */
  readonly extra: readonly 'espeak'[];
  /** Models with Workers of their own. */
  readonly neural?: NeuralSettings;
  /** How long an unused one of them is kept. */
  readonly idleMs: number;
  readonly maxCharacters: number;
  readonly maxAudioSeconds: number;
  readonly maxAudioBytes: number;
}

/** How far an asset has come. */
export interface AssetProgress {
  /** Name of the file. */
  readonly asset: string;
  /** Bytes that have come. */
  readonly loaded: number;
  /** Bytes of the whole. */
  readonly total: number;
}

/** What any method of the Worker may tell while it works. */
export type WorkEvent =
  | { readonly type: 'asset'; readonly progress: AssetProgress }
  | { readonly type: 'working'; readonly progress: Progress };

/** Parameters of `speak`. A text that is an iterable comes as the call's input, with an empty text here. */
export interface SpeakParams {
  readonly request: unknown;
  /** Whether the text comes as input. */
  readonly textFollows: boolean;
  readonly streaming: boolean;
}

/** Events of `speak`, beside those of any work. */
export type SpeakEvent = SpeechEvent;

/** Finished audio as it crosses from the Worker. */
export interface PackedAudio {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly format: AudioFormat;
  readonly duration: number;
  readonly sampleRate: number;
  readonly channels: number;
}

/** Parameters of `listen`. */
export interface ListenParams {
  readonly request: unknown;
  /** Whether what a stretch sounds like so far is wanted. */
  readonly partials: boolean;
}

/** Events of `listen`, beside those of any work. */
export type ListeningEvent = TranscriptEvent;

/** Parameters of `detect`; the frames come as the call's input, mono at 16 kHz. */
export interface DetectParams {
  readonly model: Model['id'];
}

/** Events of `detect`, beside those of any work. */
export type DetectEvent = { readonly type: 'evidence' } & VoiceEvidence;

/** Parameters of `warm`. */
export interface WarmParams {
  /** @default The first voice. */
  readonly voice?: Voice['id'] | undefined;
  /** A model, such as a recogniser; it wins over the voice. */
  readonly model?: Model['id'] | undefined;
}
