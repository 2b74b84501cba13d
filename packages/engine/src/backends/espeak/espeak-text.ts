import type { SynthesizeParams } from '../contract.ts';

/** A text as espeak reads it, and where its words went. */
export interface EspeakText {
  readonly text: string;
  /** Words that have something to speak, in order: code points of `text`, the last one excluded. */
  readonly words: ReadonlyArray<{ readonly word: number; readonly from: number; readonly to: number }>;
}

// Marks by which espeak reads pauses and questions.
const KEPT_MARKS = /[^\s.,;:!?…¿¡、。，！？；：।؟،—–]/gu;
const SPOKEN = /[\p{L}\p{N}\p{S}&@#%*/+=]/u;

/**
 * Writes the words as espeak reads them. espeak takes its text for SSML with phonemes in double brackets and commands
 * behind control characters: what would be read as such is left out.
 * @param phonemes - Per word, espeak's own phonemes, which win over its letters; empty for none.
 */
export function writeEspeakText(
  { text, words }: Pick<SynthesizeParams, 'text' | 'words'>,
  phonemes: readonly string[],
): EspeakText {
  const written: EspeakText['words'][number][] = [];
  let result = '';
  let length = 0;
  const add = (piece: string) => {
    result += piece;
    length += [...piece].length;
  };
  for (const [index, word] of words.entries()) {
    const sounds = phonemes[index] ?? '';
    const piece = sounds === '' ? plainWord(text.slice(word.from, word.to)) : `[[${sounds}]]`;
    const from = length;
    if (SPOKEN.test(piece)) {
      add(piece);
      written.push({ word: index, from, to: length });
    }
    if (result !== '') add(plainGap(text.slice(word.to, words[index + 1]?.from ?? text.length)));
  }
  return { text: result, words: written };
}

function plainWord(word: string): string {
  return word
    .normalize('NFC')
    .replace(/[^\P{C}\u200c\u200d]/gu, '') // control, format, private use, lone halves; the joiners of Persian and Hindi stay
    .replace(/[<>[\]]/g, '')
    .replaceAll('&', ' & ');
}

function plainGap(gap: string): string {
  const marks = gap.replace(/[-‐‑]/gu, ' ').replace(KEPT_MARKS, '').replace(/\s+/gu, ' ');
  // Brackets and quotes may have been all there was: the words they part must not run together.
  return marks === '' && gap !== '' ? ' ' : marks;
}
