import type { Model, ModelType } from '@potoo/core';
import { toWireModel } from '@potoo/core/wire';
import { OPENAI_SPEECH_MODELS, OPENAI_TRANSCRIPTION_MODELS } from '../../models/openai-aliases.ts';

/** A model as OpenAI's clients read it, with what else is known of it beside. */
export interface OpenAiModel {
  readonly id: string;
  readonly object: 'model';
  /** Unix seconds; 0, as nobody knows when a model was made. */
  readonly created: number;
  readonly owned_by: string;
}

const FACTS = { object: 'model', created: 0, owned_by: 'potoo' } as const;

const ALIASES: ReadonlyArray<readonly [type: ModelType, ids: readonly string[]]> = [
  ['tts', OPENAI_SPEECH_MODELS],
  ['stt', OPENAI_TRANSCRIPTION_MODELS],
];

/** Models in OpenAI's form: the service's own, then OpenAI's names for what is among them. */
export function toOpenAiModels(models: readonly Model[]): OpenAiModel[] {
  const aliases = ALIASES.filter(([type]) =>
    models.some((model) => model.type === type && model.state === 'installed'),
  );
  return [
    ...models.map((model) => ({ ...toWireModel(model), ...FACTS })),
    ...aliases.flatMap(([type, ids]) => ids.map((id) => ({ id, type, ...FACTS }))),
  ];
}

/** A list of models that every reader finds its own in: TTS.ai's and Speaches' `models`, OpenAI's `data`. */
export function modelListBody(models: readonly Model[]): object {
  return { object: 'list', data: toOpenAiModels(models), models: models.map(toWireModel) };
}
