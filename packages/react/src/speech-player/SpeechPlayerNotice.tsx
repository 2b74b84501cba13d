'use client';

import type { ReactElement } from 'react';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { player: playerEn };

/** Says when the browser holds the sound back, and what went wrong. Renders a status and, with an error, an alert. */
export function SpeechPlayerNotice(): ReactElement {
  const { state, source, toggle } = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerNotice', 'SpeechPlayerRoot');
  const { player } = useMessages(ENGLISH);
  const current = source !== undefined && state.source === source;
  return (
    <>
      <p role="status" data-potoo="speech-player-notice">
        {source === undefined ? player.empty : current && state.status === 'blocked' ? player.blocked : ''}
      </p>
      {current && state.error && <ErrorNote error={state.error} onRetry={toggle} />}
    </>
  );
}
