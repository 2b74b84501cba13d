/**
 * A queue that serves its lanes in turn, and each lane in order: one lane's many items delay another lane's one by at
 * most one item per lane. Every operation takes constant time.
 */
export class FairQueue<Item> {
  /** In the order of their turns: a lane that was served goes to the end. */
  readonly #lanes = new Map<string, Set<Item>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param item - Not in the queue yet. */
  push(lane: string, item: Item): void {
    const items = this.#lanes.get(lane);
    if (items) items.add(item);
    else this.#lanes.set(lane, new Set([item]));
    this.#size += 1;
  }

  /** Takes the next item out; `undefined` when the queue is empty. */
  shift(): Item | undefined {
    for (const [lane, items] of this.#lanes) {
      for (const item of items) {
        items.delete(item);
        this.#lanes.delete(lane);
        if (items.size > 0) this.#lanes.set(lane, items);
        this.#size -= 1;
        return item;
      }
    }
    return undefined;
  }

  /** Takes an item out, wherever it stands; `false` when it is not there. */
  delete(lane: string, item: Item): boolean {
    const items = this.#lanes.get(lane);
    if (!items?.delete(item)) return false;
    if (items.size === 0) this.#lanes.delete(lane);
    this.#size -= 1;
    return true;
  }

  /** Takes every item out. */
  drain(): Item[] {
    const all = [...this.#lanes.values()].flatMap((items) => [...items]);
    this.#lanes.clear();
    this.#size = 0;
    return all;
  }
}
