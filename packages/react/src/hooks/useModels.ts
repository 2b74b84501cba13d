'use client';
import type { Model, VoiceService } from '@potoo/core';
import { ModelLibrary, type ModelLibraryOptions, type ModelLibraryState } from '@potoo/core/voices';
import { useVoiceService } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useModels}: those of a `ModelLibrary`, by default with the provider's service. */
export interface UseModelsOptions extends Omit<ModelLibraryOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a model library. The calls keep their identity. */
export interface UseModelsResult
  extends Omit<ModelLibraryState, 'shown'>,
    Pick<ModelLibrary, 'load' | 'refresh' | 'refreshAsync' | 'setFilter' | 'select'> {
  /** The models that the filter lets through. */
  readonly models: readonly Model[];
  /** The chosen model, where the list has it. */
  readonly selected: Model | undefined;
  /** The controller behind it. */
  readonly library: ModelLibrary;
}

/** The models of a service. Nothing is fetched before `load`, or with `autoLoad`. */
export function useModels(options: UseModelsOptions = {}): UseModelsResult {
  const resolved = { ...options, service: useVoiceService(options.service) };
  const [library, { shown, ...state }] = useController(() => new ModelLibrary(resolved), resolved);
  const { load, refresh, refreshAsync, setFilter, select } = library;
  const selected = state.all.find(({ id }) => id === state.selectedId);
  return { ...state, models: shown, selected, library, load, refresh, refreshAsync, setFilter, select };
}
