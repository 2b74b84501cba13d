'use client';

import { forwardRef, type Ref } from 'react';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { Waveform, type WaveformProps } from '../waveform/Waveform.tsx';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

/** What {@link SpeechPlayerWaveform} takes: what a `Waveform` takes, without what the player knows. */
export interface SpeechPlayerWaveformProps
  extends Omit<
    WaveformProps,
    'peaks' | 'peaksDuration' | 'duration' | 'currentTime' | 'defaultCurrentTime' | 'playing'
  > {}

/** The waveform of what is played, which grows while audio arrives, with a slider to seek in it. */
export const SpeechPlayerWaveform = forwardRef(function SpeechPlayerWaveform(
  props: SpeechPlayerWaveformProps,
  ref: Ref<HTMLDivElement>,
) {
  const context = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerWaveform', 'SpeechPlayerRoot');
  const { player, state, source, duration, peaks, covered, seek } = context;
  const current = source !== undefined && state.source === source;
  return (
    <Waveform
      ref={ref}
      {...props}
      peaks={peaks}
      peaksDuration={covered}
      duration={duration}
      currentTime={current ? player : 0}
      playing={current && state.status === 'playing'}
      loading={current && state.status === 'loading'}
      onSeek={seek}
    />
  );
});
