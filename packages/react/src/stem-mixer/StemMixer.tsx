'use client';

import { forwardRef, type Ref } from 'react';
import { mixerEn } from '../messages/en/mixer.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { StemMixerContext } from './StemMixerContext.ts';
import { StemMixerRoot, type StemMixerRootProps } from './StemMixerRoot.tsx';
import { StemMixerStrip } from './StemMixerStrip.tsx';
import { StemMixerTransport } from './StemMixerTransport.tsx';

const ENGLISH = { mixer: mixerEn };

/** What {@link StemMixer} takes. */
export interface StemMixerProps extends Omit<StemMixerRootProps, 'children'> {}

/** The parts of a recording, ready made to listen into: together, alone, louder and softer, and each as a file. */
export const StemMixer = forwardRef(function StemMixer(props: StemMixerProps, ref: Ref<HTMLElement>) {
  return (
    <StemMixerRoot ref={ref} {...props}>
      <StemMixerTransport />
      <Strips />
    </StemMixerRoot>
  );
});

function Strips() {
  const { mixer, stems } = useRequiredContext(StemMixerContext, 'StemMixer', 'StemMixerRoot');
  const { mixer: words } = useMessages(ENGLISH);
  return (
    <>
      {mixer.error && <ErrorNote error={mixer.error} onRetry={mixer.play} />}
      {stems.length === 0 && <p data-potoo="stem-mixer-empty">{words.empty}</p>}
      <ul data-potoo="stem-mixer-strips">
        {stems.map(({ name, source }) => {
          const part = mixer.parts.find((each) => each.name === name);
          return part && <StemMixerStrip key={name} part={part} source={source} />;
        })}
      </ul>
    </>
  );
}
