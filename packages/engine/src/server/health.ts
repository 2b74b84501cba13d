import { ModelLoadingError, type VoiceService } from '@potoo/core';
import type { RouteHandler } from './server-env.ts';

/** How long the service may take to say that it is there. */
const READY_WITHIN_MS = 2_000;

/** Says that the process is alive. */
export function healthRoute(): RouteHandler {
  return () => Response.json({ status: 'ok' });
}

/** Says whether requests can be served now: 503 if the service does not answer, or answers that it can do nothing. */
export function readinessRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const signal = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
    const features = await service.capabilities({ signal }).then(
      (capabilities) => capabilities.features,
      (cause: unknown) => {
        throw notReady('The voice service does not answer.', cause);
      },
    );
    if (features.length === 0) throw notReady('The voice service can do nothing at present.');
    return Response.json({ status: 'ready', features });
  };
}

function notReady(message: string, cause?: unknown): ModelLoadingError {
  return new ModelLoadingError(message, {
    reason: 'not_ready',
    hint: 'Try again in a moment; `potoo doctor` tells what is missing.',
    retryAfterMs: 1_000,
    cause,
  });
}
