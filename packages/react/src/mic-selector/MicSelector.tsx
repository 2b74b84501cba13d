'use client';

import { forwardRef, type Ref } from 'react';
import { LevelMeter } from '../level-meter/LevelMeter.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { MicSelectorDevices } from './MicSelectorDevices.tsx';
import { MicSelectorNotice } from './MicSelectorNotice.tsx';
import { MicSelectorContext, MicSelectorRoot, type MicSelectorRootProps } from './MicSelectorRoot.tsx';

/** What {@link MicSelector} takes. */
export interface MicSelectorProps extends Omit<MicSelectorRootProps, 'children'> {}

/** Chooses a microphone, ready made: the devices, a try with its level, and what to do when it cannot be used. */
export const MicSelector = forwardRef(function MicSelector(props: MicSelectorProps, ref: Ref<HTMLDivElement>) {
  return (
    <MicSelectorRoot ref={ref} {...props}>
      <MicSelectorDevices />
      <MicSelectorNotice />
      <Level />
    </MicSelectorRoot>
  );
});

function Level() {
  const { microphone, state } = useRequiredContext(MicSelectorContext, 'MicSelector', 'MicSelectorRoot');
  return state.status === 'open' ? <LevelMeter source={microphone} /> : null;
}
