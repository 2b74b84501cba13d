import { type IdempotencyStore, KEPT_MS, type SavedAnswer } from './contract.ts';

/** Bytes of answers that are kept at most; the oldest go first. */
const MAX_BYTES = 32 * 2 ** 20;

interface Entry {
  readonly since: number;
  readonly answered?: { readonly fingerprint: string; readonly answer: SavedAnswer };
}

/** Keeps answers in memory: for a server that one person uses, whose requests cost nothing. */
export function createMemoryStore(now: () => number = Date.now): IdempotencyStore {
  // In the order in which the entries came.
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const remove = (id: string) => {
    bytes -= entries.get(id)?.answered?.answer.body.length ?? 0;
    entries.delete(id);
  };
  const shrink = () => {
    for (const [id, { since, answered }] of entries) {
      const isOld = now() - since > KEPT_MS;
      if (!isOld && bytes <= MAX_BYTES) return;
      if (isOld || answered) remove(id);
    }
  };
  return {
    async look(owner, key) {
      shrink();
      const id = JSON.stringify([owner, key]);
      const known = entries.get(id);
      if (known?.answered) return { state: 'answered', ...known.answered };
      if (known) return { state: 'in_flight' };
      const since = now();
      entries.set(id, { since });
      return {
        state: 'claimed',
        claim: {
          async save(fingerprint, answer) {
            remove(id);
            bytes += answer.body.length;
            entries.set(id, { since, answered: { fingerprint, answer } });
            shrink();
          },
          async drop() {
            remove(id);
          },
        },
      };
    },
    close() {
      entries.clear();
    },
  };
}
