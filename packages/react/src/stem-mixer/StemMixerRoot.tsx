'use client';

import type { MixerSource, MixerState } from '@potoo/core/mixer';
import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { useMixer } from '../hooks/useMixer.ts';
import { mixerEn } from '../messages/en/mixer.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { StemMixerContext } from './StemMixerContext.ts';

const ENGLISH = { mixer: mixerEn };

/** State of a mixer, as data attributes. */
export type StemMixerState = { readonly state: MixerState['status'] | 'empty' };

/** What {@link StemMixerRoot} takes. */
export interface StemMixerRootProps extends ComponentPropsWithoutRef<'section'>, PartOptions<StemMixerState> {
  /** The parts of a recording, as `separate` gives them: a name and an address, file or result. */
  readonly stems: readonly MixerSource[];
}

/** Holds the parts of a recording, and plays them together. Renders a `<section>`. Nothing is fetched before it plays. */
export const StemMixerRoot = forwardRef(function StemMixerRoot(
  { stems, ...props }: StemMixerRootProps,
  ref: Ref<HTMLElement>,
) {
  const mixer = useMixer({ sources: stems });
  const { mixer: words } = useMessages(ENGLISH);
  return (
    <StemMixerContext.Provider value={{ mixer, stems }}>
      {renderPart('section', props, {
        name: 'stem-mixer',
        state: { state: stems.length === 0 ? 'empty' : mixer.status },
        own: { 'data-surface': 'card', 'aria-label': words.title },
        ref: ref as Ref<never>,
      })}
    </StemMixerContext.Provider>
  );
});
