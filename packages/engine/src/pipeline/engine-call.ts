import type { Progress } from '@potoo/core';
import type { Media } from '../audio/contract.ts';
import type { BackendPools } from '../backends/backend-pools.ts';
import type { ResolvedEngineOptions } from '../engine-options.ts';
import type { Inventory } from '../models/inventory.ts';
import type { VoiceStore } from '../voices/voice-store.ts';
import type { BaseVoices } from './mimic/base-voices.ts';
import type { UtteranceCache } from './utterance-cache.ts';

/** What a call works with: the engine's parts, and the call's own signal and lane. */
export interface EngineCall {
  readonly options: ResolvedEngineOptions;
  readonly inventory: Inventory;
  readonly pools: BackendPools;
  readonly media: Media;
  /** The voices that speak for cloned ones; loaded by the first that asks for them. */
  readonly bases: () => Promise<BaseVoices>;
  /** What was spoken before. */
  readonly spoken: UtteranceCache;
  /** The cloned voices of whoever calls. */
  readonly voices: VoiceStore;
  /** Aborts when the caller gives up or the engine closes. */
  readonly signal: AbortSignal;
  readonly lane: string;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}
