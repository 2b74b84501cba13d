import type { AssetProgress } from '../../messages.ts';

/** How a body is read on. */
export interface ResumingOptions {
  readonly address: string;
  readonly signal: AbortSignal | undefined;
  /** Name for progress. */
  readonly asset: string;
  /** Bytes of the whole; 0 where the server does not tell. */
  readonly total: number;
  readonly tell: ((progress: AssetProgress) => void) | undefined;
}

/** How often a broken transfer is taken up again. */
const MOST_RESUMPTIONS = 5;
/** Steps of progress that are worth a message. */
const STEP = 0.01;

/**
 * The body of an answer; where its transfer breaks, the rest is asked for from there on. Only the same file goes on: a server
 * says by the entity tag whether it is.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.if-range
 */
export function resumingBody(first: Response, options: ResumingOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { total, tell, asset } = options;
  const tag = first.headers.get('etag');
  let reader = first.body?.getReader();
  let loaded = 0;
  let told = 0;
  let resumptions = 0;

  async function next(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    for (;;) {
      try {
        return (await reader?.read())?.value;
      } catch (error) {
        const canResume = tag !== null && !tag.startsWith('W/') && loaded > 0 && resumptions < MOST_RESUMPTIONS;
        if (!canResume || options.signal?.aborted) throw error;
        resumptions += 1;
        reader = (await rest(options, loaded, tag, error)).getReader();
      }
    }
  }

  return new ReadableStream({
    async pull(controller) {
      const value = await next();
      if (value === undefined) {
        controller.close();
        return;
      }
      loaded += value.length;
      if (total > 0 && (loaded - told >= STEP * total || loaded === total)) {
        told = loaded;
        tell?.({ asset, loaded: Math.min(loaded, total), total });
      }
      controller.enqueue(value);
    },
    cancel: (reason) => reader?.cancel(reason),
  });
}

async function rest({ address, signal }: ResumingOptions, from: number, tag: string, broken: unknown) {
  const headers = { range: `bytes=${from}-`, 'if-range': tag };
  const response = await fetch(address, { headers, signal: signal ?? null });
  if (response.status === 206 && response.body) return response.body;
  await response.body?.cancel();
  // It is another file by now, or the server knows no ranges.
  throw broken;
}
