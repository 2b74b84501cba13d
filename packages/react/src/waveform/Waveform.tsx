'use client';

import { forwardRef, type Ref } from 'react';
import { WaveformBars } from './WaveformBars.tsx';
import { WaveformRoot, type WaveformRootProps } from './WaveformRoot.tsx';
import { WaveformSlider } from './WaveformSlider.tsx';

/** What {@link Waveform} takes. */
export interface WaveformProps extends Omit<WaveformRootProps, 'children'> {
  /** Seconds that an arrow key moves. @default 5 */
  readonly step?: number;
}

/** A waveform to look at and to seek in, ready made: bars with a slider over them. */
export const Waveform = forwardRef(function Waveform({ step, ...props }: WaveformProps, ref: Ref<HTMLDivElement>) {
  return (
    <WaveformRoot ref={ref} {...props}>
      <WaveformBars />
      {!props.readOnly && <WaveformSlider {...(step !== undefined && { step })} />}
    </WaveformRoot>
  );
});
