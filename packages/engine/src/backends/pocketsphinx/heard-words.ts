import type { Recognition } from '../contract.ts';

/** One entry of the recogniser's best path: a word, a silence or a noise. */
export interface HeardEntry {
  /** As the dictionary spells it: `the(2)`, `<sil>`, `[NOISE]`, `++UM++`. */
  readonly entry: string;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** Posterior probability. */
  readonly probability: number;
}

const FILLER = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;
const VARIANT = /\(\d+\)$/;

/**
 * Makes a recognition of a best path: fillers dropped, the numbers of pronunciation variants cut off, lower case.
 * @param duration - Seconds of audio; no word ends later.
 */
export function recognitionOf(path: readonly HeardEntry[], duration: number): Recognition {
  const words = path.flatMap(({ entry, start, end, probability }) => {
    const text = entry.replace(VARIANT, '').toLowerCase();
    if (text === '' || FILLER.test(text)) return [];
    const from = Math.min(Math.max(0, start), duration);
    // Its arithmetic is in logarithms of a coarse base: a certain word may come out a little above 1.
    const confidence = Math.min(1, Math.max(0, probability));
    return [{ text, start: from, end: Math.min(Math.max(from, end), duration), confidence }];
  });
  return { text: words.map(({ text }) => text).join(' '), words };
}
