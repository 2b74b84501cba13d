'use client';
import type { Voice, VoiceService } from '@potoo/core';
import { VoiceLibrary, type VoiceLibraryOptions, type VoiceLibraryState } from '@potoo/core/voices';
import { useProvided } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useVoices}: those of a `VoiceLibrary`, by default with the provider's service and loudspeaker. */
export interface UseVoicesOptions extends Omit<VoiceLibraryOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a voice library. The calls keep their identity. */
export interface UseVoicesResult
  extends Omit<VoiceLibraryState, 'shown' | 'preview'>,
    Pick<VoiceLibrary, 'load' | 'refresh' | 'refreshAsync' | 'setFilter' | 'select' | 'stopPreview'> {
  /** The voices that the filter lets through. */
  readonly voices: readonly Voice[];
  /** The chosen voice, where the list has it. */
  readonly selected: Voice | undefined;
  /** The voice that is being tried, or could not be. */
  readonly previewing: VoiceLibraryState['preview'];
  readonly preview: VoiceLibrary['preview'];
  readonly previewAsync: VoiceLibrary['previewAsync'];
  /** The controller behind it. */
  readonly library: VoiceLibrary;
}

/** The voices of a service. Nothing is fetched before `load`, or with `autoLoad`. */
export function useVoices(options: UseVoicesOptions = {}): UseVoicesResult {
  const resolved = useProvided(options);
  const [library, { shown, preview: previewing, ...state }] = useController(() => new VoiceLibrary(resolved), resolved);
  const { load, refresh, refreshAsync, setFilter, select, preview, previewAsync, stopPreview } = library;
  const selected = state.all.find(({ id }) => id === state.selectedId);
  return {
    ...{ ...state, voices: shown, selected, previewing, library },
    ...{ load, refresh, refreshAsync, setFilter, select, preview, previewAsync, stopPreview },
  };
}
