import type { UseTranscriptionResult } from '@potoo/react/use-transcription';
import type { ReactElement } from 'react';
import { Button } from '../../parts/Button.tsx';

/** How far a file has been written down, and what is known of it already. */
export function TranscriptionProgress({ listening }: { readonly listening: UseTranscriptionResult }): ReactElement {
  const { progress, segments, partial, cancel } = listening;
  return (
    <>
      <div className="working">
        <progress aria-label="Listening" max={1} value={progress > 0 ? progress : undefined} />
        <p role="status">Listening…</p>
        <Button look="quiet" onClick={cancel}>
          Cancel
        </Button>
      </div>
      <p className="arriving" dir="auto">
        {segments.map(({ text }) => text).join(' ')} <span className="quiet">{partial}</span>
      </p>
    </>
  );
}
