'use client';

import { forwardRef, type Ref } from 'react';
import { SpeechPlayerDownload } from './SpeechPlayerDownload.tsx';
import { SpeechPlayerNotice } from './SpeechPlayerNotice.tsx';
import { SpeechPlayerPlay } from './SpeechPlayerPlay.tsx';
import { SpeechPlayerRoot, type SpeechPlayerRootProps } from './SpeechPlayerRoot.tsx';
import { SpeechPlayerSpeed } from './SpeechPlayerSpeed.tsx';
import { SpeechPlayerText } from './SpeechPlayerText.tsx';
import { SpeechPlayerTime } from './SpeechPlayerTime.tsx';
import { SpeechPlayerVolume } from './SpeechPlayerVolume.tsx';
import { SpeechPlayerWaveform } from './SpeechPlayerWaveform.tsx';

/** What {@link SpeechPlayer} takes. */
export interface SpeechPlayerProps extends Omit<SpeechPlayerRootProps, 'children'> {
  /** Name of the file that is saved, without its extension. @default 'speech' */
  readonly fileName?: string;
}

/** Plays speech, ready made: waveform, speed, volume, the text to follow, and the file to keep. */
export const SpeechPlayer = forwardRef(function SpeechPlayer(
  { fileName, ...props }: SpeechPlayerProps,
  ref: Ref<HTMLElement>,
) {
  return (
    <SpeechPlayerRoot ref={ref} {...props}>
      <SpeechPlayerPlay />
      <SpeechPlayerWaveform />
      <div data-potoo="speech-player-controls">
        <SpeechPlayerTime />
        <SpeechPlayerSpeed />
        <SpeechPlayerVolume />
        <SpeechPlayerDownload {...(fileName !== undefined && { fileName })} />
      </div>
      {props.text && <SpeechPlayerText />}
      <SpeechPlayerNotice />
    </SpeechPlayerRoot>
  );
});
