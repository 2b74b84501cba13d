/** Events that a host may send ahead of their reader. */
export const EVENT_WINDOW = 8;

/** Pieces of input that a caller may send ahead of the method that reads them. */
export const INPUT_WINDOW = 8;

/** What a pool sends to a host process. `call` is the call's number, `count` a number of messages newly allowed. */
export type ToHost =
  | { readonly type: 'start'; readonly module: string; readonly options: unknown }
  | {
      readonly type: 'call';
      readonly call: number;
      readonly method: string;
      readonly params: unknown;
      /** Whether anybody reads the events. */
      readonly events: boolean;
      /** Whether input follows. */
      readonly input: boolean;
    }
  | { readonly type: 'abort'; readonly call: number }
  | { readonly type: 'event-credit'; readonly call: number; readonly count: number }
  | { readonly type: 'input'; readonly call: number; readonly value: unknown }
  | { readonly type: 'input-end'; readonly call: number }
  | { readonly type: 'memory' };

/** What a host process sends to its pool. */
export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'start-failed'; readonly error: PackedError }
  | { readonly type: 'memory'; readonly bytes: number }
  | CallMessage;

/** What a host process says about one call. */
export type CallMessage =
  | { readonly type: 'event'; readonly call: number; readonly event: unknown }
  | { readonly type: 'alive'; readonly call: number }
  | { readonly type: 'input-credit'; readonly call: number; readonly count: number }
  /** The method waits for input, having got `received` messages of it. */
  | { readonly type: 'input-starved'; readonly call: number; readonly received: number }
  /** The abort has arrived: the host's event loop turns. */
  | { readonly type: 'aborting'; readonly call: number }
  | { readonly type: 'result'; readonly call: number; readonly value: unknown }
  | { readonly type: 'error'; readonly call: number; readonly error: PackedError };

/** An error as plain data. */
export interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: PackedError | undefined;
  /** Present on a `PotooError`. */
  readonly potoo: PackedFacts | undefined;
}

/** What a `PotooError` says beside its message. */
export interface PackedFacts {
  readonly code: string;
  readonly reason: string | undefined;
  readonly hint: string | undefined;
  readonly param: string | undefined;
  readonly requestId: string | undefined;
  readonly status: number;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Tells a message of a host from anything else that reaches its channel. */
export function isFromHost(value: unknown): value is FromHost {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
