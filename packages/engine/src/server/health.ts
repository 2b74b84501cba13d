import { ModelLoadingError, PotooError, type VoiceService } from '@potoo/core';
import type { Platform } from './platform/platform.ts';
import type { RouteHandler } from './server-env.ts';

/** How long the service may take to say that it is there. */
const READY_WITHIN_MS = 2_000;
/** How long nothing may happen while jobs wait, before those who come next are better served elsewhere. */
const STALLED_MS = 60_000;

/** Says that the process is alive. */
export function healthRoute(): RouteHandler {
  return () => Response.json({ status: 'ok' });
}

/**
 * Says whether requests can be served now: 503 if the service does not answer, or answers that it can do nothing, or if
 * the database or the results that jobs are kept in cannot be reached, or if jobs wait and nobody works on them.
 */
export function readinessRoute(service: VoiceService, platform: Platform | undefined): RouteHandler {
  return async (c) => {
    const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
    const features = await service.capabilities({ signal }).then(
      (capabilities) => capabilities.features,
      (cause: unknown) => {
        throw notReady('The voice service does not answer.', cause);
      },
    );
    if (features.length === 0) throw notReady('The voice service can do nothing at present.');
    if (platform?.isOpen) await checkPlatform(platform, signal);
    return Response.json({ status: 'ready', features });
  };
}

async function checkPlatform(platform: Platform, signal: AbortSignal): Promise<void> {
  const check = async () => {
    const database = await platform.database();
    await database.query('select 1');
    const results = await platform.results();
    await results.check(signal);
    const { stalledMs } = await (await platform.jobs()).state();
    if (stalledMs > STALLED_MS) throw notReady('Jobs wait, and none has come further for a minute.');
  };
  // A database that hangs does not hear of the signal.
  const { promise: late, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  await Promise.race([check(), late]).catch((cause: unknown) => {
    if (PotooError.isInstance(cause) && cause.reason === 'not_ready') throw cause;
    throw notReady('What keeps jobs and results cannot be reached.', cause);
  });
}

function notReady(message: string, cause?: unknown): ModelLoadingError {
  return new ModelLoadingError(message, {
    reason: 'not_ready',
    hint: 'Try again in a moment; `potoo doctor` tells what is missing.',
    retryAfterMs: 1_000,
    cause,
  });
}
