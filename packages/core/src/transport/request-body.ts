/** What a body needs to know and tell while it is sent. */
export interface BodyReader {
  /** Aborts when nobody needs the body any more. */
  readonly signal: AbortSignal;
  /** Called when the body starts to wait for its source. */
  onWait(): void;
  /** Called when the source has given something. */
  onData(): void;
  /** Called when the source failed: ends the call with that error. */
  fail(error: unknown): void;
  /** Has a function called when the call ends, whether the body was sent or not. */
  onEnd(cleanUp: () => void): void;
}

/** The body of a request, in a form that can be sent. */
export interface RequestBody {
  readonly contentType: string;
  /** Whether it can be opened again for a retry or a redirect. */
  readonly replayable: boolean;
  /** Starts the body. */
  open(reader: BodyReader): Promise<BodyInit>;
}

/** A JSON body. */
export function jsonBody(value: unknown): RequestBody {
  const text = JSON.stringify(value);
  return { contentType: 'application/json', replayable: true, open: async () => text };
}
