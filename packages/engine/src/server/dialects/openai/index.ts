import type { VoiceService } from '@potoo/core';
import type { Hono } from 'hono';
import { removeModelRoute } from '../../model-keeping/model-routes.ts';
import { mountApiRoute } from '../../routes.ts';
import type { ServerEnv } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { MODEL_PATTERN, modelRoute, speechModelsRoute } from './models.ts';
import { speechRoute } from './speech.ts';
import { transcriptionsRoute } from './transcriptions.ts';
import { translationsRoute } from './translations.ts';
import { voicesRoute } from './voices.ts';

/** Serves the paths of OpenAI's audio API, one file each. `GET /v1/models` is TTS.ai's too, and stands there. */
export function mountOpenAi(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  mountApiRoute(app, '/v1/audio/speech', { POST: speechRoute(service, options) });
  mountApiRoute(app, '/v1/audio/transcriptions', { POST: transcriptionsRoute(service, options) });
  mountApiRoute(app, '/v1/audio/translations', { POST: translationsRoute(service, options) });
  mountApiRoute(app, '/v1/audio/voices', { GET: voicesRoute(service) });
  mountApiRoute(app, '/v1/audio/models', { GET: speechModelsRoute(service) });
  mountApiRoute(app, `/v1/models/${MODEL_PATTERN}`, {
    GET: modelRoute(service),
    DELETE: removeModelRoute(service),
  });
}
