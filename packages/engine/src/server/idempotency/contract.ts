/** A response as it is kept. */
export interface SavedAnswer {
  readonly status: number;
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: Uint8Array;
}

/** The right to work on a request. One of the two methods is called, once. */
export interface Claim {
  /** Keeps what was answered. @param fingerprint - What tells the request from another one with the same key. */
  save(fingerprint: string, answer: SavedAnswer): Promise<void>;
  /** Forgets the request, so that it can be sent again. */
  drop(): Promise<void>;
}

/** How a key stands. */
export type KeyState =
  | { readonly state: 'claimed'; readonly claim: Claim }
  | { readonly state: 'in_flight' }
  | { readonly state: 'answered'; readonly fingerprint: string; readonly answer: SavedAnswer };

/** What was answered to requests with an idempotency key, for a day. Keys belong to their owner. */
export interface IdempotencyStore {
  /** Looks a key up, and claims it if it is new. Of many that claim it at once one succeeds. */
  look(owner: string, key: string): Promise<KeyState>;
  /** Lets go of timers. */
  close(): void;
}

/** How long an answer is kept. */
export const KEPT_MS = 24 * 3_600_000;
