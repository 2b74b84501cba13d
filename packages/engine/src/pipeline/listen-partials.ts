import type { TranscriptEvent } from '@potoo/core';

type PartialEvent = Extract<TranscriptEvent, { readonly type: 'partial' }>;

/**
 * Where stretches that are recognised at the same time pin what they sound like so far. Only the stretch whose turn it is
 * is read out, and only its latest text: a slow reader misses some and holds nobody up.
 */
export class PartialBoard {
  readonly #latest = new Map<number, PartialEvent>();
  #turn = 0;
  #posted = Promise.withResolvers<void>();

  /** Pins a text of the stretch with this number, counted from 0. */
  post(turn: number, event: PartialEvent): void {
    if (turn < this.#turn) return;
    this.#latest.set(turn, event);
    if (turn === this.#turn) this.#posted.resolve();
  }

  /** The current stretch is finished: it is the turn of the next. */
  advance(): void {
    this.#latest.delete(this.#turn);
    this.#turn++;
  }

  /** Reads the texts of the current stretch out until `finished` settles, which it leaves to its caller. */
  async *until(finished: Promise<unknown>): AsyncGenerator<PartialEvent, void, undefined> {
    const settled = finished.then(
      () => 'settled',
      () => 'settled',
    );
    for (;;) {
      this.#posted = Promise.withResolvers();
      const event = this.#latest.get(this.#turn);
      if (event) {
        this.#latest.delete(this.#turn);
        yield event;
      } else if ((await Promise.race([settled, this.#posted.promise])) === 'settled') {
        return;
      }
    }
  }
}
