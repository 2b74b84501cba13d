import type { AlignedWord, Alignment } from '../contract/alignment.ts';
import type { Warning } from '../contract/warnings.ts';
import { readUsage, readWarning, readWord } from './details.ts';
import { Fields } from './fields.ts';

/** A stretch of the text with its times, seconds. */
export interface WireTimedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * An {@link Alignment} as `POST /v1/forced-alignment/` answers: what ElevenLabs' interface of that name has, then Potoo's
 * own. A `loss` is 1 less the confidence.
 */
export interface WireAlignment {
  /** Every character of the text, in order; those of a word share its time by their number. */
  readonly characters: readonly WireTimedText[];
  readonly words: ReadonlyArray<
    WireTimedText & {
      readonly loss: number;
      readonly charStart: number;
      readonly charEnd: number;
      readonly confidence: number;
    }
  >;
  readonly loss: number;
  readonly confidence: number;
  readonly duration: number;
  readonly language: string;
  readonly model: string;
  readonly warnings: readonly Warning[];
}

/** Writes an alignment. @param text - That was aligned. */
export function toWireAlignment(alignment: Alignment, text: string): WireAlignment {
  const { words, confidence, duration, language, model, warnings } = alignment;
  return {
    characters: timedCharacters(text, words, duration),
    words: words.map((word) => ({ ...word, loss: 1 - word.confidence })),
    loss: 1 - confidence,
    confidence,
    duration,
    language,
    model,
    warnings,
  };
}

/**
 * Reads an alignment.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireAlignment(body: unknown): Alignment {
  const fields = new Fields(body);
  return {
    words: fields.objects('words', (word) => ({ ...readWord(word), confidence: word.number('confidence') })),
    confidence: fields.number('confidence'),
    duration: fields.number('duration'),
    language: fields.string('language'),
    model: fields.string('model'),
    warnings: fields.objects('warnings', readWarning),
    usage: readUsage(fields),
    response: {},
  };
}

/** Shares the time of each word, and of each gap between two, out among its characters. */
function timedCharacters(text: string, words: readonly AlignedWord[], duration: number): WireTimedText[] {
  const timed: WireTimedText[] = [];
  let [reached, time] = [0, 0];
  const share = (to: number, start: number, end: number) => {
    const characters = [...text.slice(reached, to)];
    const length = (end - start) / Math.max(1, characters.length);
    for (const [index, character] of characters.entries()) {
      timed.push({ text: character, start: start + index * length, end: start + (index + 1) * length });
    }
    reached = Math.max(reached, to);
    time = end;
  };
  for (const { charStart, charEnd, start, end } of words) {
    share(charStart, time, start);
    share(charEnd, start, end);
  }
  share(text.length, time, Math.max(time, duration));
  return timed;
}
