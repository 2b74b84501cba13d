import type { Source } from './source.ts';

/** How often something is sent while nothing happens, so that proxies keep the connection and ends of it are noticed. */
const BEAT_MS = 15_000;
/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;

const encoder = new TextEncoder();

/** Changes as server-sent events (WHATWG HTML, section 9.2), with a comment whenever there has been none for a while. */
export function watchedEvents<Change>(
  changes: AsyncGenerator<Change>,
  encode: (change: Change) => string,
): Source<Uint8Array> {
  let next: Promise<IteratorResult<Change>> | undefined;
  let isFirst = true;
  return {
    async next() {
      if (isFirst) {
        isFirst = false;
        return encoder.encode(`retry: ${RETRY_MS}\n\n`);
      }
      next ??= changes.next();
      const change = await within(next, BEAT_MS);
      if (change === undefined) return encoder.encode(': still there\n\n');
      next = undefined;
      return change.done ? undefined : encoder.encode(encode(change.value));
    },
    async close() {
      next?.catch(() => {});
      await changes.return(undefined);
    },
  };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
