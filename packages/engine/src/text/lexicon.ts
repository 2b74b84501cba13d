import type { Pronunciation } from '@potoo/core';

/** How an entry is said. */
export type LexiconReading = { readonly respelling: string } | { readonly ipa: string };

/** An entry found in a text. */
export interface LexiconHit {
  readonly from: number;
  readonly to: number;
  readonly reading: LexiconReading;
}

interface Node {
  readonly next: Map<string, Node>;
  reading?: LexiconReading;
}

const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/** The caller's pronunciations, ready to be found in text: whole words, without regard to case, the longest first. */
export class Lexicon {
  readonly #root: Node = { next: new Map() };
  readonly size: number;

  constructor(entries: Readonly<Record<string, Pronunciation>>) {
    let size = 0;
    for (const [key, pronunciation] of Object.entries(entries)) {
      const reading = typeof pronunciation === 'string' ? { respelling: pronunciation } : pronunciation;
      const word = fold(key.trim().replace(/\s+/g, ' '));
      if (word === '') continue;
      size++;
      for (const form of new Set([word.normalize('NFC'), word.normalize('NFD')])) this.#add(form, reading);
    }
    this.size = size;
  }

  #add(word: string, reading: LexiconReading): void {
    let node = this.#root;
    for (const unit of word.split('')) {
      const next: Node = node.next.get(unit) ?? { next: new Map() };
      node.next.set(unit, next);
      node = next;
    }
    node.reading = reading;
  }

  /** Its entries in a text, in order, none within another. */
  find(text: string): LexiconHit[] {
    const hits: LexiconHit[] = [];
    const folded = fold(text);
    for (let at = 0; at < text.length; at++) {
      if (this.size === 0) break;
      if (at > 0 && isInside(text, at)) continue;
      const hit = this.#longestAt(text, folded, at);
      if (!hit) continue;
      hits.push(hit);
      at = hit.to - 1;
    }
    return hits;
  }

  #longestAt(text: string, folded: string, from: number): LexiconHit | undefined {
    let node: Node | undefined = this.#root;
    let hit: LexiconHit | undefined;
    for (let at = from; at < text.length; at++) {
      node = node.next.get(/\s/.test(folded.charAt(at)) ? ' ' : folded.charAt(at));
      if (!node) break;
      if (node.reading && !isInside(text, at + 1)) hit = { from, to: at + 1, reading: node.reading };
    }
    return hit;
  }
}

/** Whether a place is within a word. */
function isInside(text: string, at: number): boolean {
  return WORD_CHARACTER.test(characterBefore(text, at)) && WORD_CHARACTER.test(characterAfter(text, at));
}

function characterBefore(text: string, at: number): string {
  const low = /[\udc00-\udfff]/.test(text.charAt(at - 1));
  return text.slice(Math.max(0, at - (low ? 2 : 1)), at);
}

function characterAfter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}

/** Small letters, of the same length as the text. */
function fold(text: string): string {
  const lower = text.toLowerCase().replaceAll('’', "'");
  if (lower.length === text.length) return lower;
  return text.replace(/./gsu, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  );
}
