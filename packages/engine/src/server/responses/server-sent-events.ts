/** Media type of server-sent events. */
export const SSE_TYPE = 'text/event-stream; charset=utf-8';

/** Writes an event as a frame, in the form that OpenAI sends: only `data`, one JSON object with its `type`. */
export function encodeFrame(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
