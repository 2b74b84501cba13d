'use client';

import { type ReactElement, useMemo } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHECK, SCISSORS } from '../icons/paths.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerDownload } from '../speech-player/SpeechPlayerDownload.tsx';
import { SpeechPlayerPlay } from '../speech-player/SpeechPlayerPlay.tsx';
import { SpeechPlayerRoot } from '../speech-player/SpeechPlayerRoot.tsx';
import { SpeechPlayerTime } from '../speech-player/SpeechPlayerTime.tsx';
import { SpeechPlayerWaveform } from '../speech-player/SpeechPlayerWaveform.tsx';
import { RecorderContext } from './RecorderContext.ts';

const ENGLISH = { recorder: recorderEn };

/** What {@link RecorderReview} takes. */
export interface RecorderReviewProps {
  /** Name of the file that is saved, without its extension. @default 'recording' */
  readonly fileName?: string;
}

/** What was recorded: to hear, to trim, to save and to hand in. Renders a player and buttons; nothing before a recording. */
export function RecorderReview({ fileName = 'recording' }: RecorderReviewProps): ReactElement | null {
  const { recording, status, file, trim, trimming, submit } = useRequiredContext(
    RecorderContext,
    'RecorderReview',
    'RecorderRoot',
  );
  const { recorder: words } = useMessages(ENGLISH);
  const duration = trimming === 'done' ? undefined : recording?.duration;
  const source = useMemo(() => file, [file]);
  if (!recording || status !== 'stopped') return null;
  return (
    <div data-potoo="recorder-review">
      <SpeechPlayerRoot data-surface="bare" source={source} duration={duration} aria-label={words.review}>
        <SpeechPlayerPlay />
        <SpeechPlayerWaveform />
        <div data-potoo="speech-player-controls">
          <SpeechPlayerTime />
          <SpeechPlayerDownload fileName={fileName} />
        </div>
      </SpeechPlayerRoot>
      {recording.endedBy === 'limit' && <p data-potoo="recorder-note">{words.limitReached}</p>}
      <p data-potoo="recorder-actions">
        <button
          type="button"
          data-potoo="recorder-trim"
          data-look="plain"
          aria-disabled={trimming === 'no' ? undefined : true}
          onClick={trimming === 'no' ? trim : undefined}
        >
          <Icon path={SCISSORS} />
          <span>{trimming === 'done' ? words.trimmed : trimming === 'nothing' ? words.nothingToTrim : words.trim}</span>
        </button>
        {submit && (
          <button type="button" data-potoo="recorder-submit" data-look="primary" onClick={submit}>
            <Icon path={CHECK} />
            <span>{words.use}</span>
          </button>
        )}
      </p>
    </div>
  );
}
