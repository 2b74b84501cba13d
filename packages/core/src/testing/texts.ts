/** One sentence. */
export const SENTENCE = 'The quick brown fox jumps over the lazy dog.';

/** Enough for a stream to begin before its end is made. */
export const PARAGRAPH = [
  'It was a bright cold day in spring, and the clocks were striking one.',
  'A small grey bird sat on the fence and looked at the house.',
  'Nobody came out for a long time.',
  'At last the door opened, and a boy with a blue cap walked down the steps.',
  'He put a piece of bread on the fence, and the bird was gone with it before he had turned round.',
].join(' ');

/** Text whose offsets go wrong when somebody counts bytes, code points, or characters after normalisation. */
export const TRICKY =
  'Hello 🙂 world. It costs $40, or 25% more; see Dr. Smith at 3:30 today. Café naïve “quoted” — done.';

/** A long text of at most `length` characters, cut at a sentence. */
export function longText(length: number): string {
  const times = Math.max(1, Math.floor(length / (PARAGRAPH.length + 1)));
  return Array.from({ length: times }, () => PARAGRAPH).join(' ');
}
