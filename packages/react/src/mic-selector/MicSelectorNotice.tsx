'use client';

import type { ReactElement } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { MIC } from '../icons/paths.ts';
import { microphoneEn } from '../messages/en/microphone.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { MicSelectorContext } from './MicSelectorRoot.tsx';

const ENGLISH = { microphone: microphoneEn };

/** Asks for the microphone, closes it, and says why it cannot be used. Renders a `<button>`, or an alert. */
export function MicSelectorNotice(): ReactElement | null {
  const { microphone, state } = useRequiredContext(MicSelectorContext, 'MicSelectorNotice', 'MicSelectorRoot');
  const { microphone: words } = useMessages(ENGLISH);
  const { support, status, error } = state;
  if (!support.supported && support.reason !== 'ssr') return <ErrorNote error={words.unsupported[support.reason]} />;
  if (error) return <ErrorNote error={error} onRetry={error.retryable ? microphone.open : undefined} />;
  const isOpen = status === 'open' || status === 'muted';
  return (
    <>
      <button
        type="button"
        data-potoo="mic-selector-try"
        data-look="plain"
        aria-busy={status === 'requesting'}
        onClick={isOpen ? microphone.close : microphone.open}
      >
        <Icon path={MIC} />
        <span>{status === 'requesting' ? words.asking : isOpen ? words.stopTrying : words.try}</span>
      </button>
      <span role="status" data-potoo="mic-selector-status">
        {status === 'muted' ? words.muted : ''}
      </span>
    </>
  );
}
