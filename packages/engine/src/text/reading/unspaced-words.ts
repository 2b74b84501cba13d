import type { SpokenPiece } from '../spoken-piece.ts';

/** Made when first needed: it loads dictionaries, for which no other script should wait. */
let segmenter: Intl.Segmenter | undefined;

/** Divides text of a script without spaces into words; they are joined, since a space would be read as a pause. */
export function readUnspaced(text: string, from: number, spaceBefore: boolean): SpokenPiece[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, index }, position) => ({
    text: segment,
    from: from + index,
    to: from + index + segment.length,
    joined: position > 0 || !spaceBefore,
  }));
}
