'use client';

import { type ComponentPropsWithoutRef, createContext, forwardRef, type Ref } from 'react';
import { type UseVoiceCloneOptions, type UseVoiceCloneResult, useVoiceClone } from '../hooks/useVoiceClone.ts';
import { clonerEn } from '../messages/en/cloner.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

const ENGLISH = { cloner: clonerEn };

/** Set by `VoiceClonerRoot`. */
export const VoiceClonerContext = createContext<UseVoiceCloneResult | undefined>(undefined);

/** State of a voice that is being cloned, as data attributes. */
export type VoiceClonerState = { readonly state: UseVoiceCloneResult['step'] };

/** What {@link VoiceClonerRoot} takes. */
export interface VoiceClonerRootProps extends ComponentPropsWithoutRef<'section'>, PartOptions<VoiceClonerState> {
  /** Service, model, microphone and the like. @default The provider's service, its own choice of model. */
  readonly cloning?: UseVoiceCloneOptions;
}

/** Holds a voice that is being cloned, and tells its parts which step it is at. Renders a `<section>`. */
export const VoiceClonerRoot = forwardRef(function VoiceClonerRoot(
  { cloning, ...props }: VoiceClonerRootProps,
  ref: Ref<HTMLElement>,
) {
  const clone = useVoiceClone(cloning);
  const { cloner } = useMessages(ENGLISH);
  return (
    <VoiceClonerContext.Provider value={clone}>
      {renderPart('section', props, {
        name: 'voice-cloner',
        state: { state: clone.step },
        own: { 'data-surface': 'card', 'aria-label': cloner.title },
        ref: ref as Ref<never>,
      })}
    </VoiceClonerContext.Provider>
  );
});
