import type { Job } from '@potoo/core';
import { toWireJob } from '@potoo/core/wire';
import { SSE_TYPE } from '../../responses/server-sent-events.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { watchedEvents } from '../../responses/watched-events.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedJobRouteParts } from './contract.ts';
import { jobIdOf } from './job-routes.ts';

/**
 * `GET /v1/jobs/{id}/events`: server-sent events (WHATWG HTML, section 9.2), the job now and after each change, until it
 * has ended. The event is `job`, its data is the job, its id the number of the change: a client that connects again with
 * `Last-Event-ID` is told only what it does not know.
 */
export function jobEventsRoute({ platform, options, ownerOf }: ResolvedJobRouteParts): RouteHandler {
  return async (c) => {
    const id = jobIdOf(c);
    const owner = ownerOf(c);
    const jobs = await platform.jobs();
    // What does not exist is still an error response.
    await jobs.record(owner, id);
    const work = workSignal(c.req.raw);
    const changes = jobs.watch(owner, id, { signal: work.signal, after: lastEventId(c) });
    return streamResponse(c, {
      headers: { 'content-type': SSE_TYPE, 'x-accel-buffering': 'no' },
      pieces: watchedEvents(changes, encodeEvent),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };
}

function lastEventId(c: ServerContext): number {
  const known = Number(c.req.header('last-event-id'));
  return Number.isSafeInteger(known) && known > 0 ? known : 0;
}

function encodeEvent({ job, revision }: { readonly job: Job; readonly revision: number }): string {
  return `event: job\nid: ${revision}\ndata: ${JSON.stringify(toWireJob(job))}\n\n`;
}
