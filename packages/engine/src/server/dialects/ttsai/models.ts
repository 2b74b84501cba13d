import type { VoiceService } from '@potoo/core';
import { toWireModel } from '@potoo/core/wire';
import type { RouteHandler } from '../../server-env.ts';
import { parseModelQuery } from './schemas/list-query.ts';

/** `GET /v1/models/`: lists models. */
export function modelsRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const models = await service.listModels(parseModelQuery(c.req.url), { signal: c.req.raw.signal });
    return Response.json({ models: models.map(toWireModel) });
  };
}
