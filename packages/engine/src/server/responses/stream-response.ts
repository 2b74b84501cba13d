import type { ServerContext } from '../server-env.ts';
import type { Source } from './source.ts';
import type { WorkSignal } from './work-signal.ts';

/** A response that is made while it is sent. */
export interface StreamedResponse {
  /** @default 200 */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The pieces of the body. They are closed when the response is over, however it ends. */
  readonly pieces: Source<Uint8Array>;
  /** The work behind the pieces; stopped when nobody reads them. */
  readonly work: WorkSignal;
  readonly stalledReaderMs: number;
}

/**
 * Sends pieces as they are made, at the pace of the reader: one that stops reading stops the work, and is given up after
 * a while. If the work fails midway, the connection is cut, so that a client cannot take the part for the whole.
 */
export function streamResponse(
  c: ServerContext,
  { status = 200, headers, pieces, work, stalledReaderMs }: StreamedResponse,
): Response {
  const { outgoing, report } = c.env;
  let stalled: NodeJS.Timeout | undefined;

  const letGo = async () => {
    clearTimeout(stalled);
    work.stop();
    await pieces.close().catch(() => {});
  };
  const cut = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    void letGo();
    if (outgoing) outgoing.destroy();
    else controller.error(new Error('The answer broke off.'));
  };

  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stalled);
        try {
          const piece = await pieces.next();
          if (piece === undefined) {
            await pieces.close();
            return controller.close();
          }
          controller.enqueue(piece);
        } catch (error) {
          report(error);
          return cut(controller);
        }
        stalled = setTimeout(cut, stalledReaderMs, controller);
        stalled.unref();
      },
      cancel: letGo,
    },
    // Nothing is made ahead of the reader.
    { highWaterMark: 0 },
  );
  return new Response(body, { status, headers });
}
