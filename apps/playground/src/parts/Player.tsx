import {
  SpeechPlayerNotice,
  SpeechPlayerPlay,
  SpeechPlayerRoot,
  type SpeechPlayerRootProps,
  SpeechPlayerSpeed,
  SpeechPlayerText,
  SpeechPlayerTime,
  SpeechPlayerVolume,
  SpeechPlayerWaveform,
} from '@potoo/react/speech-player';
import type { ReactElement } from 'react';

/** The component's player from its parts, without its way to save: the page has one that knows every format. */
export function Player(props: Omit<SpeechPlayerRootProps, 'children'>): ReactElement {
  return (
    <SpeechPlayerRoot {...props}>
      <SpeechPlayerPlay />
      <SpeechPlayerWaveform />
      <div data-potoo="speech-player-controls">
        <SpeechPlayerTime />
        <SpeechPlayerSpeed />
        <SpeechPlayerVolume />
      </div>
      {props.text && <SpeechPlayerText />}
      <SpeechPlayerNotice />
    </SpeechPlayerRoot>
  );
}
