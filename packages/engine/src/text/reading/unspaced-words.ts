import type { SpokenPiece } from '../spoken-piece.ts';

/** Letters of scripts that put no space between words, as a source of patterns with the `u` flag. */
export const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Bopomofo}ー々〆]`;

/** Made when first needed: it loads dictionaries, for which no other script should wait. */
let segmenter: Intl.Segmenter | undefined;

/** Divides text of such a script into words; they are joined, since a space would be read as a pause. */
export function readUnspaced(text: string, from: number, spaceBefore: boolean): SpokenPiece[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, index }, position) => ({
    text: segment,
    from: from + index,
    to: from + index + segment.length,
    joined: position > 0 || !spaceBefore,
  }));
}
