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
}

/** Which models to list; every field narrows. */
export interface ModelFilter {
  readonly type?: ModelType;
  readonly language?: string;
  readonly state?: ModelState;
}
