import { parseJson } from '../wire/json.ts';
import { splitLines } from './lines.ts';

/** Media type of server-sent events (WHATWG HTML, section 9.2). */
export const SERVER_EVENTS_TYPE = 'text/event-stream';

/**
 * Parses server-sent events whose data is JSON on one line, as all interfaces here send it. Comments, names and ids are
 * skipped, and so is what ends a stream of OpenAI's, `[DONE]`. A last line that was cut is no event.
 * @throws {UnreachableError} With reason `invalid_response`, for data that is not JSON, or too long.
 */
export async function* parseServerEvents(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  for await (const { bytes, terminated } of splitLines(chunks, maxLineBytes)) {
    const [, data] = /^data:\s?(.*)$/s.exec(decoder.decode(bytes)) ?? [];
    if (data === '[DONE]') return;
    if (data !== undefined && terminated) yield parseJson(data);
  }
}
