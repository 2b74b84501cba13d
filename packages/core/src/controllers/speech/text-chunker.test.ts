import { expect, test } from 'vitest';
import { TextChunker } from './text-chunker.ts';

/** What becomes of a text that arrives word by word, and is taken after each. */
function chunks(text: string): string[] {
  const chunker = new TextChunker();
  const taken: string[] = [];
  for (const word of text.split(/(?<=\s)/)) {
    chunker.add(word);
    const chunk = chunker.take(false);
    if (chunk) taken.push(chunk.text);
  }
  const rest = chunker.take(true);
  if (rest) taken.push(rest.text);
  return taken;
}

test('sentences leave as they end, and nothing is lost', () => {
  const text = 'The first sentence ends. Here is the second one! And a third, is it not? Last';
  const taken = chunks(text);
  expect(taken).toEqual(['The first sentence ends. ', 'Here is the second one! ', 'And a third, is it not? ', 'Last']);
  expect(taken.join('')).toBe(text);
});

test('a long first sentence leaves at its first clause, later ones do not', () => {
  const long =
    'When the night is long and the forest lies quiet, potoos sit on their branches and wait for the moths, ';
  const taken = chunks(`${long}until it dawns. ${long}as ever.`);
  expect(taken[0]).toBe('When the night is long and the forest lies quiet, ');
  expect(taken[2]).toBe(`${long}as ever.`);
});

test('what came together leaves together, and offsets count over all of it', () => {
  const chunker = new TextChunker();
  chunker.add('One sentence is here. Another one follows. And');
  expect(chunker.take(false)).toEqual({ text: 'One sentence is here. Another one follows. ', offset: 0 });
  chunker.add(' the end');
  expect(chunker.take(false)).toBeUndefined();
  expect(chunker.take(true)).toEqual({ text: 'And the end', offset: 43 });
});

test('abbreviations and quotes do not leave alone', () => {
  expect(chunks('Dr. Smith is in the house. "Yes."')).toEqual(['Dr. Smith is in the house. ', '"Yes."']);
  expect(chunks(' … ')).toEqual([]);
});

test('a long text leaves in parts that a service takes, and nothing is lost', () => {
  const text = 'This is a sentence of some length, and there are many like it. '.repeat(30);
  const chunker = new TextChunker();
  chunker.add(text);
  const taken: string[] = [];
  for (let chunk = chunker.take(true); chunk; chunk = chunker.take(true)) taken.push(chunk.text);
  expect(taken.join('')).toBe(text);
  expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(600);
  const endless = new TextChunker();
  endless.add('word '.repeat(300));
  expect(endless.take(true)?.text).toHaveLength(1500);
});
