import type { SynthesizeParams } from '../backends/contract.ts';
import type { Speaker } from './speaker.ts';
import type { VerifiedUtterance } from './verified-utterance.ts';

/** What an utterance depends on. */
export interface UtteranceOrder {
  readonly speaker: Pick<Speaker, 'identity' | 'model' | 'voice'>;
  readonly params: Omit<SynthesizeParams, 'voice'>;
  /** Whether its words are found where the voice guesses them. */
  readonly timed: boolean;
  readonly verified: boolean;
}

/** Bytes that an entry takes beside its samples and its key: the objects, and the times of each word and sound. */
const ENTRY_BYTES = 512;
const TIMING_BYTES = 64;

/**
 * Keeps what was spoken, with its timings, as long as there is room; what was not asked for longest goes first. It is kept
 * sentence by sentence, so that a text of which one sentence changed, another format or loudness, costs no more than what
 * is new.
 */
export class UtteranceCache {
  readonly #most: number;
  readonly #entries = new Map<
    string,
    { readonly voice: string; readonly bytes: number; readonly spoken: VerifiedUtterance }
  >();
  #bytes = 0;

  /** @param mostBytes - That all entries may take together; 0 keeps nothing. */
  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /** Bytes that are taken. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What was kept of an order, else what `make` makes, which is kept. What is given must not be written to. */
  async take(order: UtteranceOrder, make: () => Promise<VerifiedUtterance>): Promise<VerifiedUtterance> {
    const key = this.#most > 0 ? keyOf(order) : undefined;
    if (key === undefined) return make();
    const known = this.#entries.get(key);
    if (known) {
      // Asked for last, it goes last.
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.spoken;
    }
    const spoken = await make();
    this.#keep(key, order.speaker.voice, spoken);
    return spoken;
  }

  /** Lets go of everything that a voice said. */
  forget(voice: string): void {
    for (const [key, entry] of this.#entries) if (entry.voice === voice) this.#drop(key);
  }

  #keep(key: string, voice: string, spoken: VerifiedUtterance): void {
    // What needs telling is told again each time: it may not be true the next time.
    if (spoken.utterance.warnings?.length) return;
    const { samples, words, phones } = spoken.utterance;
    const bytes = ENTRY_BYTES + 2 * key.length + samples.byteLength + TIMING_BYTES * (words.length + phones.length);
    if (bytes > this.#most) return;
    this.#drop(key);
    this.#entries.set(key, { voice, bytes, spoken });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }
}

/** `undefined` for a voice that may sound otherwise the next time it is asked for by this name. */
function keyOf({ speaker, params, timed, verified }: UtteranceOrder): string | undefined {
  const { identity, model, voice } = speaker;
  if (identity === undefined) return undefined;
  return JSON.stringify([identity, model, voice, params, timed, verified]);
}
