import { PATHS } from '@potoo/core/wire';
import type { Hono } from 'hono';
import { whileReachable } from '../../../db/database-unavailable.ts';
import { REPLY_AUDIO_PATH } from '../../responses/keep-audio.ts';
import { mountApiRoute, mountRoute, type RouteHandlers } from '../../routes.ts';
import type { RouteHandler, ServerEnv } from '../../server-env.ts';
import { type JobRouteParts, resolveParts } from './contract.ts';
import { jobEventsRoute } from './job-events.ts';
import { cancelJobRoute, getJobRoute, listJobsRoute, retryJobRoute, submitJobRoute } from './job-routes.ts';
import { deleteResultRoute, getResultRoute } from './result-routes.ts';

export type { JobRouteParts } from './contract.ts';

/** Serves the paths of jobs and results. */
export function mountJobs(app: Hono<ServerEnv>, given: JobRouteParts): void {
  const parts = resolveParts(given);
  const mount = (path: string, { GET, POST, DELETE }: RouteHandlers) =>
    mountApiRoute(app, path, {
      ...(GET && { GET: guarded(GET) }),
      ...(POST && { POST: guarded(POST) }),
      ...(DELETE && { DELETE: guarded(DELETE) }),
    });
  mount(PATHS.jobs, { GET: listJobsRoute(parts), POST: submitJobRoute(parts) });
  mount(`${PATHS.jobs}:id`, { GET: getJobRoute(parts), DELETE: cancelJobRoute(parts) });
  mount(`${PATHS.jobs}:id/cancel`, { POST: cancelJobRoute(parts) });
  mount(`${PATHS.jobs}:id/retry`, { POST: retryJobRoute(parts) });
  mount(`${PATHS.jobs}:id/events`, { GET: jobEventsRoute(parts) });
  // Where the SDKs of TTS.ai look for a result whose address they were not told.
  mountRoute(app, '/static/downloads/:id/:file', { GET: guarded(getResultRoute(parts)) });
  // Where TTS.ai keeps the audio of replies in conversations.
  mount(`${REPLY_AUDIO_PATH}:id`, { GET: getResultRoute(parts) });
  mount(`${PATHS.results}:id`, { GET: getResultRoute(parts), DELETE: deleteResultRoute(parts) });
}

/** Answers 503 while the database cannot be reached. */
function guarded(handler: RouteHandler): RouteHandler {
  return (c, next) => whileReachable(() => handler(c, next));
}
