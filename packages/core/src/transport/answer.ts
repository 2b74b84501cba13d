import { invalidResponse, parseJson } from '../wire/json.ts';
import { EVENT_STREAM_TYPE } from '../wire/speech-events.ts';
import { joinBytes } from './byte-streams.ts';
import type { CallScope } from './call-scope.ts';
import { isBlank, parseLines, truncated } from './lines.ts';
import { parseServerEvents, SERVER_EVENTS_TYPE } from './server-events.ts';

/**
 * A response whose body is still to be read, within the limits of its call. Read it once, with any of its methods;
 * that also ends the call.
 */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly #response: Response;
  readonly #scope: CallScope;
  readonly #maxBytes: number;

  /** @param maxBytes - Most bytes of a whole body, or of one line. */
  constructor(response: Response, scope: CallScope, maxBytes: number) {
    this.status = response.status;
    this.headers = response.headers;
    this.#response = response;
    this.#scope = scope;
    this.#maxBytes = maxBytes;
  }

  /** The body as it comes. Leaving the loop closes the connection. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const { signal, watchdog } = this.#scope;
    const reader = this.#response.body?.getReader();
    // A `fetch` that was passed in may ignore the signal; cancelling the reader lets a pending read go in any case.
    const cut = () => void reader?.cancel(signal.reason).catch(() => {});
    signal.addEventListener('abort', cut, { once: true });
    let complete = reader === undefined;
    try {
      watchdog.start(true);
      while (reader) {
        const { done, value } = await this.#read(reader);
        if (done) {
          complete = true;
          return;
        }
        watchdog.hold('reader');
        yield value;
        signal.throwIfAborted();
        watchdog.release('reader');
      }
    } finally {
      signal.removeEventListener('abort', cut);
      this.#scope.end(complete);
    }
  }

  /** The whole body. @throws {UnreachableError} With reason `invalid_response`, if it is longer than allowed. */
  async bytes(maxBytes: number = this.#maxBytes): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.chunks()) {
      length += chunk.length;
      if (length > maxBytes) throw invalidResponse(`it is longer than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return joinBytes(chunks);
  }

  /** The body as JSON. */
  async json(): Promise<unknown> {
    return parseJson(new TextDecoder().decode(await this.bytes()));
  }

  /** The body as one JSON value per line. */
  async *lines(): AsyncGenerator<unknown> {
    this.#expect(EVENT_STREAM_TYPE);
    yield* parseLines(this.chunks(), this.#maxBytes);
  }

  /** The data of the body's server-sent events. */
  async *events(): AsyncGenerator<unknown> {
    this.#expect(SERVER_EVENTS_TYPE);
    yield* parseServerEvents(this.chunks(), this.#maxBytes);
  }

  /** The body as a form. */
  async form(): Promise<FormData> {
    const type = this.headers.get('content-type') ?? '';
    const body = new Response(await this.bytes(), { headers: { 'content-type': type } });
    return body.formData().catch(() => {
      throw invalidResponse('it is not a form');
    });
  }

  #expect(expected: string): void {
    const type = this.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type === expected) return;
    this.#scope.end(false);
    throw invalidResponse('it is not a stream of events');
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<ReadableStreamReadResult<Uint8Array>> {
    const { signal, watchdog } = this.#scope;
    let result: ReadableStreamReadResult<Uint8Array>;
    try {
      result = await reader.read();
    } catch (error) {
      signal.throwIfAborted();
      throw truncated(error);
    }
    // A reader that was cancelled says that it is done.
    signal.throwIfAborted();
    if (result.value && !isBlank(result.value)) watchdog.data();
    return result;
  }
}
