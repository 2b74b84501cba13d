import type { ReactElement } from 'react';

/** What {@link PlayButton} takes. */
export interface PlayButtonProps {
  readonly playing: boolean;
  readonly onClick: () => void;
}

/** Plays and pauses. */
export function PlayButton({ playing, onClick }: PlayButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="play"
      data-potoo="button"
      data-look="icon-primary"
      aria-label={playing ? 'Pause' : 'Play'}
      onClick={onClick}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path
          d={
            playing
              ? 'M4 2.5h2.6v11H4zM9.4 2.5H12v11H9.4z'
              : 'M4.5 2.6v10.8c0 .5.6.8 1 .5l8-5.4a.6.6 0 0 0 0-1l-8-5.4a.6.6 0 0 0-1 .5Z'
          }
        />
      </svg>
    </button>
  );
}
