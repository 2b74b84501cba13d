import { InternalError, type SpeechEvent, type Warning } from '@potoo/core';
import { encodeBase64 } from '@potoo/core/wire';
import type { Source } from '../../responses/source.ts';
import { GatheredWav } from './gathered-wav.ts';

/** The event that tells who speaks. */
export type SpeechStart = Extract<SpeechEvent, { readonly type: 'start' }>;

/** How long a reader waits for the next line at most, where OuteAI's tell progress at least twice a second. */
const LINE_WITHIN_MS = 400;
/** Bytes of audio that are written in base64 at a time: whole groups of three. */
const PIECE_BYTES = 48 * 1024;

/** Speech as it is made, told in OuteAI's lines. */
export class Generation {
  readonly #events: Source<SpeechEvent>;
  readonly #wav = new GatheredWav();
  #start: SpeechStart | undefined;
  #lateWarnings: readonly Warning[] = [];

  /** @param events - Of speech as WAV. */
  constructor(events: Source<SpeechEvent>) {
    this.#events = events;
  }

  /** What the speech began with, once it has. */
  get start(): SpeechStart | undefined {
    return this.#start;
  }

  /**
   * Tells how many audio tokens there are by now, at least twice a second also while nothing new has come; and last the
   * whole audio in base64, in pieces, as it can be long.
   *
   * The first line takes its time, so that what fails at once is answered with a status, and warnings with a header.
   * Those that come later stand in the last line.
   */
  async *lines(): AsyncGenerator<string, void, undefined> {
    let toldAt = performance.now();
    let hasTold = false;
    let pending = this.#events.next();
    try {
      for (;;) {
        const event = await within(pending, toldAt + LINE_WITHIN_MS - performance.now());
        if (event === LATE) {
          hasTold = true;
          toldAt = performance.now();
          yield this.#progressLine();
        } else if (event === undefined) {
          throw new InternalError('The speech ended before it was done.');
        } else if (event.type === 'done') {
          break;
        } else {
          if (event.type === 'start') this.#begin(event, hasTold);
          this.#wav.add(event);
          pending = this.#events.next();
        }
      }
      if (!hasTold) yield this.#progressLine();
      yield* this.#lastLine();
    } finally {
      // A reader that leaves while an event is out never comes back for it.
      pending.catch(() => {});
      await this.#events.close();
    }
  }

  #begin(start: SpeechStart, isLate: boolean): void {
    this.#start = start;
    if (isLate) this.#lateWarnings = start.warnings;
  }

  #progressLine(): string {
    return `${JSON.stringify({ audio_data: '', audio_token_count: this.#wav.tokens })}\n`;
  }

  *#lastLine(): Generator<string> {
    const file = this.#wav.file();
    yield '{"audio_data":"';
    for (let at = 0; at < file.length; at += PIECE_BYTES) yield encodeBase64(file.subarray(at, at + PIECE_BYTES));
    const warnings = this.#lateWarnings.length > 0 ? `,"warnings":${JSON.stringify(this.#lateWarnings)}` : '';
    yield `","audio_token_count":${this.#wav.tokens}${warnings}}\n`;
  }
}

const LATE = Symbol('late');

/** Waits for a value, and gives {@link LATE} if it has not come in time; it can then be waited for again. */
async function within<T>(value: Promise<T>, ms: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), LATE);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
