import type { Recognition } from '../../../backends/contract.ts';
import { guessWords } from '../../../backends/guess-words.ts';

/** Rate of the audio that the recognisers of a page take, hertz. */
export const RECOGNITION_RATE = 16_000;

/** Words of a stretch, with times that are guessed by their letters: these recognisers tell none. */
export function heardWords(samples: Float32Array, text: string): Recognition['words'] {
  const words = [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => {
    return { text: word, from: index, to: index + word.length };
  });
  const times = guessWords(samples, RECOGNITION_RATE, { text, words });
  return words.map((word, index) => ({ text: word.text, start: 0, end: 0, ...times[index] }));
}
