import { type Block, LONGEST_PAUSE, type Note, PLAIN_STYLE } from './block.ts';
import { SourceText } from './source-text.ts';
import type { PassageEnd } from './split/sentence-end.ts';
import type { WarningList } from './warning-list.ts';

const PAUSE = String.raw`\[pause: ?(?<amount>\d{1,6}(?:\.\d{1,3})?) ?(?<unit>ms|s)\]`;
const LINK = String.raw`!?\[(?<label>[^[\]]{1,200})\]\((?:/(?<ipa>[^/()\n]{1,100})/|(?<target>[^()\s]{1,500}))\)`;
const INLINE = new RegExp(`${PAUSE}|${LINK}`, 'dgiu');
// What begins a line of Markdown: a heading, a quotation, an item, a fence.
const LINE_START = /^(?:(?:#{1,6}|>|[-*+•‣▪])\s|`{3,}[\w-]*\s?)+/;

/**
 * Takes the inline markup out of a passage of plain text: `[pause:1.5s]`, `[word](/sounds/)`, and of Markdown what begins a
 * line and links. Emphasis and code ticks need nothing: they are no words.
 */
export function readInline(passage: SourceText, ends: PassageEnd, warnings: WarningList): Block[] {
  const skipped = LINE_START.exec(passage.text)?.[0].length ?? 0;
  const blocks: Block[] = [];
  let parts: SourceText[] = [];
  let notes: Note[] = [];
  let length = 0;
  let at = skipped;
  const add = (from: number, to: number) => {
    parts.push(passage.slice(from, to));
    length += to - from;
  };
  const close = (blockEnds: PassageEnd, pauseAfter: number) => {
    blocks.push({ source: SourceText.join(parts), notes, marks: [], style: PLAIN_STYLE, ends: blockEnds, pauseAfter });
    parts = [];
    notes = [];
    length = 0;
  };
  for (const match of passage.text.matchAll(INLINE)) {
    const { amount, unit, ipa } = match.groups ?? {};
    if (match.index < at) continue;
    add(at, match.index);
    at = match.index + match[0].length;
    if (amount !== undefined) close('clause', pauseSeconds(Number(amount), unit, warnings));
    else {
      const [from = match.index, to = at] = match.indices?.groups?.['label'] ?? [];
      const start = length;
      add(from, to);
      if (ipa !== undefined) notes.push({ from: start, to: length, reading: { kind: 'ipa', ipa } });
    }
  }
  add(at, passage.length);
  close(ends, 0);
  return blocks;
}

function pauseSeconds(amount: number, unit: string | undefined, warnings: WarningList): number {
  const seconds = unit?.toLowerCase() === 'ms' ? amount / 1000 : amount;
  if (seconds > LONGEST_PAUSE) warnings.other(`A pause of ${seconds} s was cut to ${LONGEST_PAUSE} s.`);
  return Math.min(seconds, LONGEST_PAUSE);
}
