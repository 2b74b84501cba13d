import { NotFoundError, type VoiceService } from '@potoo/core';
import { didYouMean } from '../../../text/nearest-names.ts';
import type { RouteHandler } from '../../server-env.ts';
import { modelListBody, toOpenAiModels } from '../model-list.ts';

/** The last part of the path; an id may hold a slash. */
export const MODEL_PATTERN = ':model{.+}';

/** `GET /v1/models/{id}`: tells of one model, also by the name that OpenAI has for it. */
export function modelRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = (c.req.param('model') ?? '').replace(/\/$/, '');
    const models = toOpenAiModels(await service.listModels({}, { signal: c.req.raw.signal }));
    const model = models.find((known) => known.id === id);
    if (!model)
      throw modelNotFound(
        id,
        models.map((known) => known.id),
      );
    return Response.json(model);
  };
}

/** `GET /v1/audio/models`: lists the models that speak, which is what clients fill their choice of models from. */
export function speechModelsRoute(service: VoiceService): RouteHandler {
  return async (c) =>
    Response.json(modelListBody(await service.listModels({ type: 'tts' }, { signal: c.req.raw.signal })));
}

function modelNotFound(id: string, known: readonly string[]): NotFoundError {
  return new NotFoundError(`There is no model "${id.slice(0, 80)}".`, {
    reason: 'model_not_found',
    param: 'model',
    hint: didYouMean(id, known, 'GET /v1/models lists the models.'),
  });
}
