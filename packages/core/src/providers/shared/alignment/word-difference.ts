/** Words that differ by more than this share of their letters are not the same word misheard. */
const MOST_DIFFERENCE = 0.5;

/** What {@link wordDifference} gives for words that are quite unlike. */
export const UNLIKE = 1.5;

/** Tells how unlike a word of the first list and one of the second are, by their indices: 0 to 0.5, or {@link UNLIKE}. */
export type WordDifference = (first: number, second: number) => number;

/**
 * Compares the words of two texts by their edit distance (Levenshtein, 1966), as a share of the longer word. Texts repeat
 * their words, so each pair is compared once; most pairs are told apart by their letters alone.
 */
export function wordDifference(first: readonly string[], second: readonly string[]): WordDifference {
  const ids = new Map<string, number>();
  const idOf = (word: string) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  };
  const [firstIds, secondIds] = [first.map(idOf), second.map(idOf)];
  const words = [...ids.keys()];
  const letters = words.map(letterSet);
  const known = new Map<number, number>();

  return (at, other) => {
    const [a, b] = [firstIds[at] ?? -1, secondIds[other] ?? -1];
    if (a === b) return 0;
    const [wordA = '', wordB = ''] = [words[a], words[b]];
    const most = Math.max(wordA.length, wordB.length) * MOST_DIFFERENCE;
    if (Math.abs(wordA.length - wordB.length) > most) return UNLIKE;
    const [setA = 0, setB = 0] = [letters[a], letters[b]];
    if (bitCount(setA & ~setB) > most || bitCount(setB & ~setA) > most) return UNLIKE;
    const key = a * words.length + b;
    const found = known.get(key) ?? editDistance(wordA, wordB);
    known.set(key, found);
    return found > most ? UNLIKE : found / Math.max(wordA.length, wordB.length);
  };
}

/** Which letters a word has, as bits. Letters that share a bit only make words look more alike. */
function letterSet(word: string): number {
  let set = 0;
  for (let index = 0; index < word.length; index += 1) set |= 1 << (word.charCodeAt(index) % 31);
  return set;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
