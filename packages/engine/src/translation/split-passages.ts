/**
 * Joins what was said into passages that are translated one by one: whole segments as far as they fit, since a recogniser
 * ends a segment where the speaker pauses. What is longer is split between sentences, else between words.
 * @param most - Characters of a passage, at least 1.
 */
export function splitPassages(segments: readonly string[], most: number): string[] {
  const passages: string[] = [];
  for (const piece of segments.flatMap((segment) => splitLong(segment.trim(), most))) {
    const last = passages.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= most)
      passages[passages.length - 1] = `${last} ${piece}`;
    else if (piece !== '') passages.push(piece);
  }
  return passages;
}

const SENTENCES = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

function splitLong(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  return pack(
    [...SENTENCES.segment(text)].flatMap(({ segment }) =>
      segment.length <= most ? [segment] : pack(wordsOf(segment, most), most),
    ),
    most,
  ).map((piece) => piece.trim());
}

function wordsOf(sentence: string, most: number): string[] {
  // A "word" without end is cut wherever it has to be.
  return [...WORDS.segment(sentence)].flatMap(({ segment }) => {
    const pieces = Math.ceil(segment.length / most);
    return Array.from({ length: pieces }, (_, index) => segment.slice(index * most, (index + 1) * most));
  });
}

function pack(pieces: readonly string[], most: number): string[] {
  const packed: string[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + piece.length <= most) packed[packed.length - 1] = last + piece;
    else packed.push(piece);
  }
  return packed;
}
