import type { VoiceService } from '@potoo/core';
import { parseModelQuery } from '../../requests/list-query.ts';
import type { RouteHandler } from '../../server-env.ts';
import { modelListBody } from '../model-list.ts';

/** `GET /v1/models/`: lists models, for TTS.ai's clients and for OpenAI's, who have the same path. */
export function modelsRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const models = await service.listModels(parseModelQuery(c.req.url), { signal: c.req.raw.signal });
    return Response.json(modelListBody(models));
  };
}
