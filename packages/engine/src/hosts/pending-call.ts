import type { HostCall, HostCallOptions } from './contract.ts';
import { EventReader } from './event-reader.ts';
import { InputPump } from './input-pump.ts';
import { type CallMessage, EVENT_WINDOW, INPUT_WINDOW, type ToHost } from './messages.ts';
import { unpackError } from './transfer-error.ts';

/** What a call asks for. */
export interface CallRequest extends HostCallOptions {
  readonly id: number;
  /** The pool's name, for messages. */
  readonly pool: string;
  readonly method: string;
  readonly params: unknown;
  /** Whether anybody reads the events. */
  readonly events: boolean;
  /** Called once when the caller gives up before the method has ended. */
  readonly onCancel: (call: PendingCall) => void;
}

/** Sends a message to the host. Throws a `TypeError` when the message cannot be copied. */
export type SendToHost = (message: ToHost) => void;

/** The caller's side of one call: waits in the queue, then runs in a host, settles once. */
export class PendingCall {
  readonly id: number;
  readonly lane: string;
  /** Resolves when the method has returned and its events have been read. */
  readonly result: Promise<unknown>;
  /** How long the method has given no sign of life while nothing held it up; the host's watch counts it up. */
  silentMs = 0;

  readonly #request: CallRequest;
  readonly #reader: EventReader;
  readonly #resolvers: { resolve: (value: unknown) => void; reject: (error: unknown) => void };
  #send: SendToHost | undefined;
  #pump: InputPump | undefined;
  #inputSent = 0;
  #starved = false;
  #eventCredits = EVENT_WINDOW;
  #eventsRead = 0;
  #returned = false;
  #settled = false;

  constructor(request: CallRequest) {
    this.#request = request;
    this.id = request.id;
    this.lane = request.lane ?? '';
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    // Whoever reads only the events hears of a failure there.
    promise.catch(() => {});
    this.result = promise;
    this.#resolvers = { resolve, reject };
    this.#reader = new EventReader({
      read: () => this.#creditEvent(),
      drained: (value) => {
        this.#settle();
        this.#resolvers.resolve(value);
      },
      left: () => this.cancel(new DOMException('The reader of the events left before their end.', 'AbortError')),
    });
    request.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whether it has settled: its caller waits for nothing any more. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Whether the method cannot go on before its caller reads an event or sends input: its silence is not its fault. */
  get waitsForCaller(): boolean {
    return this.#eventCredits <= 0 || this.#starved;
  }

  /** @throws {TypeError} When the parameters cannot be copied; the host has not heard of the call. */
  begin(send: SendToHost): void {
    const { id, method, params, events, input } = this.#request;
    send({ type: 'call', call: id, method, params, events, input: input !== undefined });
    this.#send = send;
    if (!input) return;
    this.#pump = new InputPump(input, INPUT_WINDOW, {
      value: (value) => this.#sendInput({ type: 'input', call: id, value }),
      end: () => this.#sendInput({ type: 'input-end', call: id }),
      fail: (error) => this.cancel(error),
    });
  }

  /** @returns Whether this was the method's last word. */
  receive(message: CallMessage): boolean {
    this.silentMs = 0;
    switch (message.type) {
      case 'event':
        this.#eventCredits -= 1;
        this.#reader.push(message.event);
        return false;
      case 'input-credit':
        this.#pump?.grant(message.count);
        return false;
      case 'input-starved':
        // What was sent meanwhile is on its way: then nothing holds the method up.
        this.#starved = message.received === this.#inputSent;
        return false;
      case 'result':
        this.#returned = true;
        this.#pump?.stop();
        this.#reader.end({ ok: true, value: message.value });
        return true;
      case 'error':
        this.#returned = true;
        this.fail(unpackError(message.error, `The ${this.#request.pool} host failed in "${this.#request.method}".`));
        return true;
      default:
        return false;
    }
  }

  /** Ends it because the host or the pool failed. */
  fail(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#resolvers.reject(error);
    this.#reader.end({ ok: false, error });
  }

  /** Ends it because the caller gave up. */
  cancel(error: unknown): void {
    if (this.#settled) return;
    this.#settle();
    this.#resolvers.reject(error);
    this.#reader.cancel(error);
    if (!this.#returned) this.#request.onCancel(this);
  }

  /** The call as its caller sees it. */
  handle<Event, Result>(): HostCall<Event, Result> {
    const { result } = this;
    const reader = this.#reader;
    return {
      // The types of events and result are the two sides' agreement: what crossed the process boundary is plain data.
      result: result as Promise<Result>,
      [Symbol.asyncIterator]: () => reader as AsyncIterator<Event>,
    };
  }

  readonly #onAbort = (): void => this.cancel(this.#request.signal?.reason);

  #settle(): void {
    this.#settled = true;
    this.#pump?.stop();
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
  }

  #sendInput(message: ToHost): void {
    this.#send?.(message);
    this.#inputSent += 1;
    this.#starved = false;
    this.silentMs = 0;
  }

  /** Credits go in halves of the window: a message per event would double the traffic. */
  #creditEvent(): void {
    this.#eventsRead += 1;
    if (this.#returned || this.#settled || this.#eventsRead < EVENT_WINDOW / 2) return;
    const count = this.#eventsRead;
    this.#eventsRead = 0;
    this.#eventCredits += count;
    this.silentMs = 0;
    this.#send?.({ type: 'event-credit', call: this.id, count });
  }
}
