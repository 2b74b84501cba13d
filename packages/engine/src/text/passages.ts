import type { Block, Note } from './block.ts';
import { readInline } from './read-inline.ts';
import { type Passage, SentenceSplitter } from './split/sentence-splitter.ts';
import { readSsml } from './ssml/read-ssml.ts';
import { TextCleaner } from './text-cleaner.ts';
import type { WarningList } from './warning-list.ts';

/** Text is looked at in windows of this many characters, however long its pieces are. */
const WINDOW = 4096;

/** Divides plain text into passages, each as soon as it is certain; reads no further than it must. */
export async function* plainPassages(pieces: AsyncIterable<string>, warnings: WarningList): AsyncGenerator<Block> {
  const cleaner = new TextCleaner({ newlinesAreSpaces: false });
  const splitter = new SentenceSplitter({ firstShort: true });
  let source = 0;
  let pushed = 0;
  let taken = 0;
  function* ready(): Generator<Block> {
    splitter.push(cleaner.output.text.slice(pushed - taken));
    pushed = taken + cleaner.output.text.length;
    for (let passage = splitter.next(); passage; passage = splitter.next()) {
      cleaner.output.take(passage.from - taken);
      const text = cleaner.output.take(passage.to - passage.from);
      taken = passage.to;
      yield* readInline(text, passage.ends, warnings);
    }
  }
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += WINDOW) {
      const window = piece.slice(at, at + WINDOW);
      cleaner.push(window, source);
      source += window.length;
      yield* ready();
    }
  }
  splitter.end();
  yield* ready();
}

/** Divides SSML into passages. The document is read whole first: it must be well-formed to its end. */
export async function* ssmlPassages(pieces: AsyncIterable<string>, warnings: WarningList): AsyncGenerator<Block> {
  const documents: string[] = [];
  for await (const piece of pieces) documents.push(piece);
  let firstShort = true;
  for (const block of readSsml(documents.join(''), warnings)) {
    yield* divideBlock(block, firstShort);
    firstShort &&= block.source.length === 0;
  }
}

function* divideBlock(block: Block, firstShort: boolean): Generator<Block> {
  const { source, notes } = block;
  const splitter = new SentenceSplitter({ firstShort });
  const masked = maskNotes(source.text, notes);
  let last: Passage | undefined;
  for (let at = 0; at < masked.length; at += WINDOW) {
    splitter.push(masked.slice(at, at + WINDOW));
    if (at + WINDOW >= masked.length) splitter.end();
    for (let passage = splitter.next(); passage; passage = splitter.next()) {
      if (last) yield passageOf(block, last, false);
      last = passage;
    }
  }
  yield last ? passageOf(block, last, true) : { ...block, source: source.slice(0, 0), notes: [] };
}

/** Nothing within a note ends a sentence: the splitter sees one long word. */
function maskNotes(text: string, notes: readonly Note[]): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of notes) {
    masked += text.slice(at, from) + 'x'.repeat(to - from);
    at = to;
  }
  return masked + text.slice(at);
}

function passageOf(block: Block, { from, to, ends }: Passage, last: boolean): Block {
  const end = last ? block.source.length : to;
  const notes = block.notes.filter((note) => note.from < end && note.to > from);
  return {
    source: block.source.slice(from, end),
    notes: notes.map((note) => ({
      from: Math.max(note.from, from) - from,
      to: Math.min(note.to, end) - from,
      // A note that was divided is spoken where it begins.
      reading: note.from < from && note.reading.kind !== 'say-as' ? { kind: 'silent' } : note.reading,
    })),
    marks: block.marks
      .filter(({ at }) => (at >= from || from === 0) && (last || at < end))
      .map(({ name, at }) => ({ name, at: Math.max(0, at - from) })),
    style: block.style,
    ends: last ? block.ends : ends === 'text' ? 'sentence' : ends,
    pauseAfter: last ? block.pauseAfter : 0,
  };
}
