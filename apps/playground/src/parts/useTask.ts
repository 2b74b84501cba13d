import { InternalError, PotooError } from '@potoo/core';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** How one piece of work stands. */
export interface TaskState<Result> {
  readonly status: 'idle' | 'working' | 'done' | 'failed';
  /** What the last run gave; it stays until another run succeeds. */
  readonly result: Result | undefined;
  readonly error: PotooError | undefined;
}

/** A piece of work that a page has done for it. The calls keep their identity. */
export interface Task<Args extends readonly unknown[], Result> extends TaskState<Result> {
  /** Begins; what was under way is stopped. Errors go into the state. */
  readonly run: (...args: Args) => void;
  readonly cancel: () => void;
  /** Forgets result and error as well. */
  readonly reset: () => void;
}

const IDLE = { status: 'idle', result: undefined, error: undefined } as const;

/** Runs a call of a service and holds how it stands. When the component goes away, the call is aborted. */
export function useTask<Args extends readonly unknown[], Result>(
  work: (signal: AbortSignal, ...args: Args) => Promise<Result>,
): Task<Args, Result> {
  const [state, setState] = useState<TaskState<Result>>(IDLE);
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => {
    running.current?.abort(new DOMException('It was cancelled.', 'AbortError'));
    running.current = undefined;
  }, []);
  useEffect(() => stop, [stop]);

  const run = useCallback(
    (...args: Args) => {
      stop();
      const controller = new AbortController();
      running.current = controller;
      const settle = (change: (before: TaskState<Result>) => TaskState<Result>) => {
        if (running.current === controller) setState(change);
      };
      settle(({ result }) => ({ status: 'working', result, error: undefined }));
      latest.current(controller.signal, ...args).then(
        (result) => settle(() => ({ status: 'done', result, error: undefined })),
        (error: unknown) => settle(({ result }) => ({ status: 'failed', result, error: toPotooError(error) })),
      );
    },
    [stop],
  );
  const cancel = useCallback(() => {
    stop();
    setState(({ result }) => ({ ...IDLE, result, status: result === undefined ? 'idle' : 'done' }));
  }, [stop]);
  const reset = useCallback(() => {
    stop();
    setState(IDLE);
  }, [stop]);
  return { ...state, run, cancel, reset };
}

/** What a service throws is a `PotooError` already; anything else is a mistake of the page. */
function toPotooError(error: unknown): PotooError {
  if (PotooError.isInstance(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new InternalError(message, { reason: 'page_failed', cause: error, hint: 'Load the page again.' });
}
