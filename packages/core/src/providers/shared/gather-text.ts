import { BadRequestError } from '../../errors/errors.ts';

/**
 * All of a text that may still be arriving.
 * @throws The signal's reason, at once, even while the text is silent.
 */
export async function gatherText(
  text: string | AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (typeof text !== 'object' || text === null || !(Symbol.asyncIterator in text)) return text;
  signal?.throwIfAborted();
  const iterator = text[Symbol.asyncIterator]();
  const { promise: aborted, reject } = withReject();
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  let gathered = '';
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), aborted]);
      if (done) break;
      if (typeof value !== 'string') throw notText();
      gathered += value;
    }
    ended = true;
    return gathered;
  } finally {
    signal?.removeEventListener('abort', stop);
    // Not awaited: a generator finishes only once its pending read does.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => {});
  }
}

function withReject(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  promise.catch(() => {});
  return { promise, reject };
}

function notText(): BadRequestError {
  return new BadRequestError('A piece of `text` is not a string.', {
    reason: 'invalid_parameter',
    param: 'text',
    hint: 'Give an iterable of strings, such as the text stream of a language model.',
  });
}
