import type { WordTiming } from '../../contract/timing.ts';
import { check } from '../check.ts';
import type { Bench, ConformanceCase } from '../conformance-case.ts';
import { PARAGRAPH, SENTENCE, TRICKY } from '../texts.ts';

/** Cases about the times of words. */
export function wordCases(bench: Bench): ConformanceCase[] {
  return [
    { name: 'words come in order, inside the audio, with exact offsets', run: () => wordsFit(bench) },
    { name: 'offsets hold in text with emoji, numbers, signs and abbreviations', run: () => trickyWordsFit(bench) },
  ];
}

async function wordsFit({ service, speech }: Bench): Promise<void> {
  if (!(await (await service()).capabilities()).words) return;
  for (const text of [SENTENCE, PARAGRAPH]) {
    const result = await (await service()).synthesize({ ...speech, text, format: 'wav', words: true });
    checkWords(result.words, text, result.duration);
    const spoken = plainWords(text);
    check(result.words.length === spoken.length, `${spoken.length} words gave ${result.words.length} timings`);
    for (const [index, { word, start }] of spoken.entries()) {
      const timing = result.words[index];
      check(
        timing?.charStart === start && timing.charEnd === start + word.length,
        `"${word}" is not found at ${start}`,
      );
    }
    const last = result.words.at(-1)?.end ?? 0;
    check(last > result.duration * 0.7, `the last word ends at ${last} of ${result.duration} s`);
  }
}

async function trickyWordsFit({ service, speech }: Bench): Promise<void> {
  if (!(await (await service()).capabilities()).words) return;
  const result = await (await service()).synthesize({ ...speech, text: TRICKY, format: 'wav', words: true });
  checkWords(result.words, TRICKY, result.duration);
  for (const { word, start } of plainWords(TRICKY)) {
    const covered = result.words.some(({ charStart, charEnd }) => charStart <= start && charEnd >= start + word.length);
    check(covered, `nothing was spoken for "${word}" at ${start}`);
  }
  for (const word of ['Hello', 'world', 'costs', 'more', 'today', 'done']) {
    const at = TRICKY.indexOf(word);
    const exact = result.words.some(({ charStart, charEnd }) => charStart === at && charEnd === at + word.length);
    check(exact, `"${word}" has no timing with exactly its offsets`);
  }
}

/** Fails unless timings are in order, inside the audio, and point into the text at whole characters. */
export function checkWords(words: readonly WordTiming[], text: string, duration: number): void {
  check(words.length > 0, 'there are no words');
  let before: WordTiming | undefined;
  for (const word of words) {
    const shown = JSON.stringify(word);
    check(word.text.length > 0, `a word is empty: ${shown}`);
    check(
      word.start >= 0 && word.end >= word.start && word.end <= duration + 0.02,
      `a word is outside ${duration} s: ${shown}`,
    );
    check(word.start >= (before?.start ?? 0) - 1e-6, `a word starts before the one before it: ${shown}`);
    const isRange = Number.isInteger(word.charStart) && word.charStart < word.charEnd && word.charEnd <= text.length;
    check(isRange && word.charStart >= 0, `a word has no range of the text: ${shown}`);
    check(word.charStart >= (before?.charStart ?? 0), `a word points before the one before it: ${shown}`);
    const slice = text.slice(word.charStart, word.charEnd);
    check(!/\p{Surrogate}/u.test(slice), `a word cuts a character in two: ${shown}`);
    check(slice.trim() === slice, `a word takes spaces along: ${shown} is "${slice}"`);
    before = word;
  }
}

function plainWords(text: string): Array<{ word: string; start: number }> {
  return Array.from(text.matchAll(/\p{L}[\p{L}\p{M}]*/gu), (match) => ({ word: match[0], start: match.index }));
}
