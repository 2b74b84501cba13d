import type { EspeakEvent } from '@echogarden/espeak-ng-emscripten';
import type { Utterance } from '../contract.ts';
import type { EspeakText } from './espeak-text.ts';

type Span = Utterance['words'][number];

interface TimedPhone {
  readonly symbol: string;
  readonly start: number;
  end: number;
}

/** What espeak's events say of one written word: where it begins, and its sounds. */
interface Told {
  readonly start: number;
  readonly phones: TimedPhone[];
}

/**
 * Times words by espeak's events. espeak counts its own words: it reads "40" as two, some pairs as one ("of the"), and a
 * script without spaces as it sees fit. Its events say where in the text they are; a word without any shares the
 * sounds of the word before it.
 * @param events - All events of the text, in order.
 * @param wordCount - Words of the parameters, the unspoken ones included.
 * @param duration - Of the audio, seconds.
 */
export function timeByEvents(
  events: readonly EspeakEvent[],
  written: EspeakText,
  wordCount: number,
  duration: number,
): Pick<Utterance, 'words' | 'phones'> {
  const told: Array<Told | undefined> = written.words.map(() => undefined);
  const phones: TimedPhone[] = [];
  let current = 0;
  let open: TimedPhone | undefined;
  for (const event of events) {
    const at = Math.min(event.audio_position / 1000, duration);
    if (event.type !== 'word' && event.type !== 'phoneme' && event.type !== 'end') continue;
    // A phoneme lasts until the next one, a word, a pause, or the end.
    if (open) open.end = Math.max(open.start, at);
    open = undefined;
    if (event.type === 'word') {
      current = Math.max(current, wordAt(written, event.text_position - 1));
      told[current] ??= { start: at, phones: [] };
    }
    if (!isSound(event)) continue;
    open = { symbol: String(event.id), start: at, end: duration };
    phones.push(open);
    told[current] ??= { start: at, phones: [] };
    told[current]?.phones.push(open);
  }
  return { phones, words: spread(shareOut(told, written), written, wordCount) };
}

/** Pauses have no name; a change of language has one in brackets. */
function isSound({ type, id }: EspeakEvent): boolean {
  return type === 'phoneme' && typeof id === 'string' && id !== '' && !id.startsWith('(');
}

function wordAt({ words }: EspeakText, position: number): number {
  return Math.max(
    0,
    words.findLastIndex(({ from }) => from <= position),
  );
}

/** Gives the words that espeak told nothing of a share of the sounds of the word before, by their letters. */
function shareOut(told: ReadonlyArray<Told | undefined>, { words }: EspeakText): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < told.length; ) {
    let next = first + 1;
    while (next < told.length && told[next] === undefined) next++;
    const group = words.slice(first, next).map(({ from, to }) => to - from);
    spans.push(...shareGroup(told[first], group, spans.at(-1)?.end ?? 0));
    first = next;
  }
  return spans;
}

function shareGroup(word: Told | undefined, letters: readonly number[], before: number): Span[] {
  const start = Math.max(before, word?.start ?? before);
  const phones = word?.phones ?? [];
  const end = Math.max(start, phones.at(-1)?.end ?? start);
  const all = letters.reduce((sum, count) => sum + count, 0);
  let at = start;
  let read = 0;
  return letters.map((count, index) => {
    read += count;
    const share = Math.round((read / all) * phones.length);
    const to = index === letters.length - 1 ? end : Math.max(at, phones[share]?.start ?? end);
    const span = { start: at, end: to };
    at = to;
    return span;
  });
}

/** Puts the words that are not spoken between those that are, without length. */
function spread(spans: readonly Span[], { words }: EspeakText, wordCount: number): Span[] {
  const byWord = new Map(words.map(({ word }, index) => [word, spans[index]]));
  let at = spans[0]?.start ?? 0;
  return Array.from({ length: wordCount }, (_, index) => {
    const span = byWord.get(index) ?? { start: at, end: at };
    at = span.end;
    return span;
  });
}
