import type { Job } from '@potoo/core';
import { toWireJob } from '@potoo/core/wire';
import type { JobChange } from '../../../jobs/contract.ts';
import type { Source } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedJobRouteParts } from './contract.ts';
import { jobIdOf } from './job-routes.ts';

/** How often something is sent while nothing happens, so that proxies keep the connection and ends of it are noticed. */
const BEAT_MS = 15_000;
/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;

const encoder = new TextEncoder();

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
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
      pieces: eventPieces(changes),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };
}

function lastEventId(c: ServerContext): number {
  const known = Number(c.req.header('last-event-id'));
  return Number.isSafeInteger(known) && known > 0 ? known : 0;
}

/** Changes as events, with a comment whenever there has been none for a while. */
function eventPieces(changes: AsyncGenerator<JobChange>): Source<Uint8Array> {
  let next: Promise<IteratorResult<JobChange>> | undefined;
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
      return change.done ? undefined : encoder.encode(encodeEvent(change.value));
    },
    async close() {
      next?.catch(() => {});
      await changes.return(undefined);
    },
  };
}

function encodeEvent({ job, revision }: { readonly job: Job; readonly revision: number }): string {
  return `event: job\nid: ${revision}\ndata: ${JSON.stringify(toWireJob(job))}\n\n`;
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
