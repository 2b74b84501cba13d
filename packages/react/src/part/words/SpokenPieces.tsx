'use client';

import { memo } from 'react';
import type { SpokenPiece } from './spoken-pieces.ts';

/** What {@link SpokenPieces} takes. */
export interface SpokenPiecesProps {
  readonly pieces: readonly SpokenPiece[];
}

/** A text whose spoken words can be focused and marked. Remembered: the mark is written to the elements. */
export const SpokenPieces = memo(function SpokenPieces({ pieces }: SpokenPiecesProps) {
  return pieces.map(({ text, index }, place) =>
    index === undefined ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces are replaced together, never moved
      <span key={place} data-potoo="transcript-word" data-word={index} tabIndex={index === 0 ? 0 : -1}>
        {text}
      </span>
    ),
  );
});
