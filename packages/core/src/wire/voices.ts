import type { ModelState } from '../contract/models.ts';
import type { Voice, VoiceGender, VoiceOrigin } from '../contract/voices.ts';
import { defined, Fields } from './fields.ts';
import { MODEL_STATES } from './models.ts';

/** Every gender a voice can be heard as. */
export const VOICE_GENDERS: readonly VoiceGender[] = ['female', 'male', 'neutral'];

/**
 * A {@link Voice} as `GET /v1/voices/` lists it: the seed's fields, the names that TTS.ai's own Python SDK reads
 * (`voice_id`, `model_name`, `is_premium`, `tags`), then Potoo's own.
 */
export interface WireVoice {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly language: string;
  readonly gender: VoiceGender;
  readonly preview_url: string | null;
  readonly voice_id: string;
  readonly model_name: string;
  readonly is_premium: boolean;
  readonly tags: readonly string[];
  readonly languages: readonly string[];
  readonly state: ModelState;
  readonly sample_rate?: number;
  readonly cloned?: boolean;
  readonly origin?: WireVoiceOrigin;
}

/** Where a cloned voice comes from; dates are ISO 8601. */
export interface WireVoiceOrigin {
  readonly consent: { readonly speaker: string; readonly statement: string; readonly date: string };
  readonly source_hash: string;
  readonly created_at: string;
}

/** Writes a voice. @param options - `premium`: whether its model is of the premium tier. */
export function toWireVoice(voice: Voice, options: { readonly premium?: boolean } = {}): WireVoice {
  return {
    id: voice.id,
    name: voice.name,
    model: voice.model,
    language: voice.languages[0] ?? '',
    gender: voice.gender,
    preview_url: voice.previewUrl ?? null,
    voice_id: voice.id,
    model_name: voice.model,
    is_premium: options.premium ?? false,
    tags: [voice.gender, ...voice.languages, ...(voice.cloned ? ['cloned'] : [])],
    languages: voice.languages,
    state: voice.state,
    ...(voice.sampleRate !== undefined && { sample_rate: voice.sampleRate }),
    ...(voice.cloned !== undefined && { cloned: voice.cloned }),
    ...(voice.origin && { origin: toWireOrigin(voice.origin) }),
  };
}

function toWireOrigin({ consent, sourceHash, createdAt }: VoiceOrigin): WireVoiceOrigin {
  return {
    consent: { ...consent, date: consent.date.toISOString() },
    source_hash: sourceHash,
    created_at: createdAt.toISOString(),
  };
}

function readOrigin(voice: Fields): VoiceOrigin | undefined {
  if (voice.raw('origin') === undefined) return undefined;
  const fields = voice.object('origin');
  const consent = fields.object('consent');
  return {
    consent: {
      speaker: consent.string('speaker'),
      statement: consent.string('statement'),
      date: consent.date('date'),
    },
    sourceHash: fields.string('source_hash'),
    createdAt: fields.date('created_at'),
  };
}

/**
 * Reads a voice in either set of names. What only Potoo sends may be missing: a voice is then `installed`.
 * @throws {UnreachableError} With reason `invalid_response`.
 */
export function fromWireVoice(value: unknown): Voice {
  const fields = new Fields(value);
  const id = fields.optionalString('id') ?? fields.string('voice_id');
  const languages = fields.strings('languages');
  const language = fields.optionalString('language');
  const gender = fields.optionalString('gender');
  return {
    id,
    name: fields.optionalString('name') ?? id,
    model: fields.optionalString('model') ?? fields.string('model_name'),
    languages: languages.length > 0 || !language ? languages : [language],
    // Catalogues in the wild have genders beyond the seed's three; none of them should make a listing fail.
    gender: VOICE_GENDERS.find((known) => known === gender) ?? 'neutral',
    state: fields.optionalOneOf('state', MODEL_STATES) ?? 'installed',
    ...defined({
      sampleRate: fields.optionalNumber('sample_rate'),
      previewUrl: fields.optionalString('preview_url'),
      cloned: fields.optionalBoolean('cloned'),
      origin: readOrigin(fields),
    }),
  };
}

/** Reads the body of `GET /v1/voices/`. @throws {UnreachableError} With reason `invalid_response`. */
export function fromWireVoiceList(body: unknown): Voice[] {
  return new Fields(body).items('voices').map(fromWireVoice);
}
