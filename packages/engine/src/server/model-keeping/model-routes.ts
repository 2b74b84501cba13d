import type { ModelPull, VoiceService } from '@potoo/core';
import { toWirePull, toWireStorage } from '@potoo/core/wire';
import { SSE_TYPE } from '../responses/server-sent-events.ts';
import type { Source } from '../responses/source.ts';
import { streamResponse } from '../responses/stream-response.ts';
import { watchedEvents } from '../responses/watched-events.ts';
import { workSignal } from '../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../server-env.ts';
import type { ResolvedServerOptions } from '../server-options.ts';

/** `POST /v1/models/{id}/pull`: begins to fetch a model, or tells of the pull that is under way. */
export function pullRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = modelIdOf(c);
    const pull = await service.pullModel(id, { signal: c.req.raw.signal });
    const headers = { location: `/v1/models/${encodeURIComponent(id)}/pull/events` };
    return Response.json(toWirePull(pull), { status: pull.status === 'running' ? 202 : 200, headers });
  };
}

/** `DELETE /v1/models/{id}/pull`: stops a pull. What has arrived is kept. */
export function cancelPullRoute(service: VoiceService): RouteHandler {
  return async (c) => Response.json(toWirePull(await service.cancelPull(modelIdOf(c), { signal: c.req.raw.signal })));
}

/** `GET /v1/models/{id}/pull/events`: the pull now and after each change, as events named `pull`, until it has ended. */
export function pullEventsRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const work = workSignal(c.req.raw);
    const pulls = service.watchPull(modelIdOf(c), { signal: work.signal });
    // What does not exist is still an error response.
    const first = await firstOf(pulls);
    return streamResponse(c, {
      headers: { 'content-type': SSE_TYPE, 'x-accel-buffering': 'no' },
      pieces: watchedEvents(first, encodePull) satisfies Source<Uint8Array>,
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };
}

/** `DELETE /v1/models/{id}`: removes a model; OpenAI's path and answer, with what was freed. */
export function removeModelRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = (c.req.param('model') ?? '').replace(/\/$/, '');
    const { removed, bytes } = await service.removeModel(id, { signal: c.req.raw.signal });
    return Response.json({ id, object: 'model', deleted: true, removed, bytes });
  };
}

/** `GET /v1/storage`: the room that models take, and have. */
export function storageRoute(service: VoiceService): RouteHandler {
  return async (c) => Response.json(toWireStorage(await service.modelStorage({ signal: c.req.raw.signal })));
}

/** The same pulls, the first of which is there. */
async function firstOf(pulls: AsyncIterable<ModelPull>): Promise<AsyncGenerator<ModelPull>> {
  const iterator = pulls[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
}

function encodePull(pull: ModelPull): string {
  return `event: pull\ndata: ${JSON.stringify(toWirePull(pull))}\n\n`;
}

function modelIdOf(c: ServerContext): string {
  return c.req.param('model') ?? '';
}
