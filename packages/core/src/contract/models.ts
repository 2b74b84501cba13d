import type { ErrorBody } from '../errors/potoo-error.ts';

/** What a model does. */
export type ModelType =
  | 'tts'
  | 'stt'
  | 'voice-conversion'
  | 'speech-to-speech'
  | 'translation'
  | 'enhancement'
  | 'separation'
  | 'dereverb'
  | 'analysis'
  | 'alignment'
  | 'voice-activity'
  | 'diarization'
  | 'speaker-embedding'
  | 'language-identification'
  | 'punctuation'
  | 'chat';

/** Price class of the seed API: 1, 2 or 4 credits per 1,000 characters. */
export type ModelTier = 'free' | 'standard' | 'premium';

/** Whether a model serves now, could be fetched, or is fetching. */
export type ModelState = 'installed' | 'available' | 'downloading';

/** A model that the service knows. */
export interface Model {
  /** Id to pass as `model`. */
  readonly id: string;
  readonly name: string;
  readonly type: ModelType;
  readonly tier: ModelTier;
  /** BCP-47 tags, most general form (`en`, not `en-US`, unless the region matters). */
  readonly languages: readonly string[];
  readonly supportsCloning: boolean;
  readonly supportsStreaming: boolean;
  readonly creditsPer1kChars: number;
  readonly state: ModelState;
  /** What to do when it is not installed, in one sentence. */
  readonly install?: string;
  /** Bytes that its files take on the disk, or about would: only of a model that can be pulled, or was. */
  readonly bytes?: number;
  /** SPDX expression, or `LicenseRef-…` where terms of the publisher's own hold. */
  readonly licence?: string;
  /** The pull that is under way, or that failed last. */
  readonly pull?: ModelPull;
}

/** Where a pull stands. */
export type ModelPullStatus = 'running' | 'completed' | 'failed' | 'cancelled';

/** The fetching of a model. There is one at a time for each, whoever asks for it. */
export interface ModelPull {
  /** Id of what is fetched: one model, or one size of it. */
  readonly model: string;
  readonly status: ModelPullStatus;
  /** 0 to 1; never falls. */
  readonly progress: number;
  /** Bytes of the whole, about. */
  readonly bytes: number;
  /** Why it failed. */
  readonly error?: ErrorBody;
}

/** What {@link VoiceService.removeModel} took away. */
export interface RemovedModel {
  /** Ids of what was removed: each size, where the name of a model stands for several. */
  readonly removed: readonly string[];
  /** Bytes that are free again. */
  readonly bytes: number;
}

/** Room for models. */
export interface ModelStorage {
  /** Bytes of the models that are installed. */
  readonly usedBytes: number;
  /** Bytes that are free on their disk. */
  readonly freeBytes: number;
  /** Whether the network may not be used, so that nothing can be pulled. */
  readonly offline: boolean;
}

/** Which models to list; every field narrows. */
export interface ModelFilter {
  readonly type?: ModelType;
  readonly language?: string;
  readonly state?: ModelState;
}
