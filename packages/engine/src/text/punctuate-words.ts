/** A mark that ends or divides a sentence. One inside a word, as in 3.5 and 10:30, is none. */
const SENTENCE_MARK = /[.,;:?!…](?=\s|$)|[，。？！；：、]/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

/** Whether a text has words and nothing that divides them into sentences: as recognisers write that know no punctuation. */
export function isUnpunctuated(text: string): boolean {
  return LETTER.test(text) && !SENTENCE_MARK.test(text);
}

/**
 * The words as they stand in the same text with punctuation and capitals; each keeps all else that is known of it.
 * @param punctuated - The text of the words, in which only marks, spaces and case may differ.
 * @returns `undefined` where the text has other letters than the words, or a word has none.
 */
export function punctuateWords<Word extends { readonly text: string }>(
  words: readonly Word[],
  punctuated: string,
): Word[] | undefined {
  const spelled = words.map(({ text }) => spelling(text));
  if (spelled.includes('') || spelled.join('') !== spelling(punctuated)) return undefined;
  const starts: number[] = [];
  let [word, next, read, at] = [0, 0, 0, 0];
  for (const character of punctuated) {
    if (LETTER.test(character)) {
      if (read === next && word < spelled.length) {
        starts.push(at);
        next += spelled[word++]?.length ?? 0;
      }
      read += character.toLowerCase().length;
    }
    at += character.length;
  }
  // Letters that grow in lower case, such as İ, could hide the beginning of a word.
  if (starts.length !== words.length) return undefined;
  starts[0] = 0;
  return words.map((one, index) => ({ ...one, text: punctuated.slice(starts[index], starts[index + 1]).trim() }));
}

/** The letters of a text in lower case, one by one: of a whole, a letter's place can decide. */
function spelling(text: string): string {
  return Array.from(text, (character) => (LETTER.test(character) ? character.toLowerCase() : '')).join('');
}
