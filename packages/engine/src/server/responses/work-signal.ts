/** The signal that the work for one request listens to, and the means to abort it. */
export interface WorkSignal {
  /** Aborts when the client goes away, or on {@link WorkSignal.stop}. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** Makes the signal for the work on a request. */
export function workSignal(request: Request): WorkSignal {
  const stopped = new AbortController();
  return {
    signal: AbortSignal.any([request.signal, stopped.signal]),
    stop: () => stopped.abort(new DOMException('Nobody reads the answer any more.', 'AbortError')),
  };
}
