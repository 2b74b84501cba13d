'use client';

import { type ReactElement, useSyncExternalStore } from 'react';
import { AudioDropzoneButton } from '../audio-dropzone/AudioDropzoneButton.tsx';
import { AudioDropzoneRejections } from '../audio-dropzone/AudioDropzoneRejections.tsx';
import { AudioDropzoneRoot } from '../audio-dropzone/AudioDropzoneRoot.tsx';
import { Icon } from '../icons/Icon.tsx';
import { RECORD, STOP } from '../icons/paths.ts';
import { LevelMeter } from '../level-meter/LevelMeter.tsx';
import { clonerEn } from '../messages/en/cloner.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { VoiceClonerContext } from './VoiceClonerRoot.tsx';

const ENGLISH = { cloner: clonerEn, recorder: recorderEn };

/** What {@link VoiceClonerReference} takes. */
export interface VoiceClonerReferenceProps {
  /** What is read aloud. @default A text of about twenty seconds. */
  readonly script?: string | undefined;
}

/** Records the voice while a text is read, or takes a file. Renders a `<div>`. */
export function VoiceClonerReference({ script }: VoiceClonerReferenceProps): ReactElement | null {
  const clone = useRequiredContext(VoiceClonerContext, 'VoiceClonerReference', 'VoiceClonerRoot');
  const { cloner: words, recorder: recording } = useMessages(ENGLISH);
  const { recorder } = clone.session;
  const { status } = useSyncExternalStore(recorder.subscribe, recorder.getSnapshot, recorder.getServerSnapshot);
  if (clone.step !== 'reference' && clone.step !== 'checking') return null;
  const isLive = status === 'recording';
  const isBusy = status === 'requesting' || status === 'stopping' || clone.step === 'checking';
  return (
    <div data-potoo="voice-cloner-reference">
      <p>{words.read}</p>
      <blockquote data-potoo="voice-cloner-script">{script ?? words.script}</blockquote>
      <div data-potoo="recorder-controls">
        <button
          type="button"
          data-potoo="recorder-record"
          data-look={isLive ? 'live' : 'plain'}
          aria-disabled={isBusy ? true : undefined}
          onClick={isBusy ? undefined : isLive ? recorder.stop : clone.record}
        >
          <Icon path={isLive ? STOP : RECORD} />
          <span>{isLive ? recording.stop : isBusy ? words.checking : recording.start}</span>
        </button>
        {!isLive && (
          <AudioDropzoneRoot
            data-potoo="voice-cloner-file"
            onFiles={([file]) => file && clone.setReference(file)}
            disabled={isBusy}
          >
            <AudioDropzoneButton />
            <AudioDropzoneRejections />
          </AudioDropzoneRoot>
        )}
      </div>
      {isLive && (
        <div data-potoo="recorder-live">
          <span data-potoo="recorder-sign" data-state="recording" role="status">
            {recording.recording}
          </span>
          <LevelMeter source={recorder.microphone} />
        </div>
      )}
    </div>
  );
}
