/** Lets one at a time go on under each key, in the order of asking. */
export class TurnQueue {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Waits until nobody else goes on under the key.
   * @returns Lets the next one go on.
   * @throws The signal's reason.
   */
  async enter(key: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const before = this.#last.get(key);
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    const mine = (before ?? Promise.resolve()).then(() => left);
    this.#last.set(key, mine);
    void mine.then(() => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    });
    if (!before) return leave;
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await Promise.race([before, aborted]);
      return leave;
    } catch (error) {
      leave();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
