import type { Model, ModelState, ModelTier, ModelType } from '../contract/models.ts';
import { defined, Fields, isRecord } from './fields.ts';
import { fromWirePull, toWirePull, type WireModelPull } from './model-pulls.ts';

/** Every model type of this version. */
export const MODEL_TYPES: readonly ModelType[] = [
  'tts',
  'stt',
  'voice-conversion',
  'speech-to-speech',
  'translation',
  'enhancement',
  'separation',
  'dereverb',
  'analysis',
  'alignment',
  'voice-activity',
  'diarization',
  'speaker-embedding',
  'language-identification',
  'punctuation',
  'chat',
];
/** Every price class. */
export const MODEL_TIERS: readonly ModelTier[] = ['free', 'standard', 'premium'];
/** Every state a model or voice can be in. */
export const MODEL_STATES: readonly ModelState[] = ['installed', 'available', 'downloading'];

/** A {@link Model} as `GET /v1/models/` lists it: the seed's fields, then Potoo's own. */
export interface WireModel {
  readonly id: string;
  readonly name: string;
  readonly type: ModelType;
  readonly tier: ModelTier;
  readonly languages: readonly string[];
  readonly supports_cloning: boolean;
  readonly supports_streaming: boolean;
  readonly credits_per_1k_chars: number;
  readonly state: ModelState;
  readonly install?: string;
  readonly bytes?: number;
  readonly licence?: string;
  readonly pull?: WireModelPull;
}

/** Writes a model. */
export function toWireModel(model: Model): WireModel {
  return {
    id: model.id,
    name: model.name,
    type: model.type,
    tier: model.tier,
    languages: model.languages,
    supports_cloning: model.supportsCloning,
    supports_streaming: model.supportsStreaming,
    credits_per_1k_chars: model.creditsPer1kChars,
    state: model.state,
    ...defined({ install: model.install, bytes: model.bytes, licence: model.licence }),
    ...(model.pull && { pull: toWirePull(model.pull) }),
  };
}

/**
 * Reads a model. What only Potoo sends may be missing: a model is then `installed`.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireModel(value: unknown): Model {
  const fields = new Fields(value);
  const install = fields.optionalString('install');
  const pull = fields.raw('pull');
  return {
    id: fields.string('id'),
    name: fields.optionalString('name') ?? fields.string('id'),
    type: fields.oneOf('type', MODEL_TYPES),
    tier: fields.optionalOneOf('tier', MODEL_TIERS) ?? 'standard',
    languages: fields.strings('languages'),
    supportsCloning: fields.optionalBoolean('supports_cloning') ?? false,
    supportsStreaming: fields.optionalBoolean('supports_streaming') ?? false,
    creditsPer1kChars: fields.optionalNumber('credits_per_1k_chars') ?? 0,
    state: fields.optionalOneOf('state', MODEL_STATES) ?? 'installed',
    ...defined({ install, bytes: fields.optionalNumber('bytes'), licence: fields.optionalString('licence') }),
    ...(pull !== undefined && { pull: fromWirePull(pull) }),
  };
}

/**
 * Reads the body of `GET /v1/models/`. Models of a type that this version does not know are left out, so that a newer
 * server does not break an older client.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireModelList(body: unknown): Model[] {
  return new Fields(body)
    .items('models')
    .filter((item) => MODEL_TYPES.some((type) => isRecord(item) && item['type'] === type))
    .map(fromWireModel);
}
