import type { ReactElement } from 'react';
import { Button } from '../parts/Button.tsx';
import { Player } from '../parts/Player.tsx';
import type { Recording } from './RecordingContext.ts';

/** What {@link RecordingCard} takes. */
export interface RecordingCardProps {
  readonly recording: Recording;
  readonly onRemove: () => void;
}

/** The recording that is worked on: to hear, and to put away for another. */
export function RecordingCard({ recording, onRemove }: RecordingCardProps): ReactElement {
  return (
    <section className="recording-card" aria-label="Recording">
      <header>
        <h2>{recording.name}</h2>
        <Button look="quiet" onClick={onRemove}>
          Use another
        </Button>
      </header>
      <Player source={recording.blob} aria-label="The recording" />
    </section>
  );
}
