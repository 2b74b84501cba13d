import { isWhole } from '../responses/whole.ts';

/** The same response; `leave` is called when nothing more is made for it. It must not mind being called twice. */
export function untilSent(response: Response, leave: () => Promise<void>): Response {
  if (isWhole(response) || !response.body) {
    void leave();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        await leave();
      },
      async cancel(reason) {
        await Promise.all([leave(), reader.cancel(reason)]);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}
