import { encodeErrorLine } from '@potoo/core/wire';
import type { ServerContext } from '../server-env.ts';
import type { Source } from './source.ts';

const encoder = new TextEncoder();

/**
 * Writes events as lines; a failure of the work becomes the last line, as the status has been sent.
 * @param encodeError - How a dialect writes that line.
 */
export function eventLines<Event>(
  c: ServerContext,
  events: Source<Event>,
  encode: (event: Event) => string,
  encodeError: (error: unknown, requestId: string) => string = encodeErrorLine,
): Source<Uint8Array> {
  let hasFailed = false;
  return {
    async next() {
      if (hasFailed) return undefined;
      try {
        const event = await events.next();
        return event === undefined ? undefined : encoder.encode(encode(event));
      } catch (error) {
        hasFailed = true;
        c.env.report(error);
        return encoder.encode(encodeError(error, c.env.requestId));
      }
    },
    close: () => events.close(),
  };
}
