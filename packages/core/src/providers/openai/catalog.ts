import type { CallOptions } from '../../contract/call-options.ts';
import type { Capabilities, Feature } from '../../contract/capabilities.ts';
import type { Model, ModelFilter, ModelType } from '../../contract/models.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import { PotooError } from '../../errors/potoo-error.ts';
import { Fields, isRecord } from '../../wire/fields.ts';
import { fromWireModel, MODEL_TYPES } from '../../wire/models.ts';
import { fromWireVoice } from '../../wire/voices.ts';
import { filterModels, filterVoices, readModelFilter, readVoiceFilter } from '../shared/catalog-filters.ts';
import type { Connection } from '../shared/connection.ts';
import { WHISPER_LANGUAGES } from '../shared/whisper-languages.ts';
import type { OpenAiConnection } from './connection.ts';
import { FORMATS } from './interface.ts';

/** What the API has a request for. */
const FEATURES: readonly Feature[] = ['synthesize', 'streamSpeech', 'transcribe', 'streamTranscript', 'align'];

/** OpenAI's own voices, which it has no list of. */
const OPENAI_VOICES: ReadonlyArray<readonly [id: string, gender: Voice['gender']]> = [
  ['alloy', 'neutral'],
  ['ash', 'male'],
  ['ballad', 'male'],
  ['coral', 'female'],
  ['echo', 'male'],
  ['fable', 'neutral'],
  ['onyx', 'male'],
  ['nova', 'female'],
  ['sage', 'female'],
  ['shimmer', 'female'],
  ['verse', 'male'],
  ['marin', 'female'],
  ['cedar', 'male'],
];

/** Characters of one text. */
const MAX_CHARACTERS = 4_096;

/** Seconds of MP3 of 128 kbit/s in the 25 MB that a recording may have. */
const MAX_AUDIO_SECONDS = 1_560;

/** Tells what the API can do. The languages are those of the voices where the service says them, else Whisper's. */
export async function capabilities(connection: OpenAiConnection, options: CallOptions): Promise<Capabilities> {
  const voices = await listVoices(connection, {}, options);
  const spoken = [...new Set(voices.flatMap(({ languages }) => languages))].filter((tag) => tag !== 'und');
  return {
    service: 'OpenAI-compatible',
    features: FEATURES,
    formats: FORMATS,
    speechLanguages: spoken.length > 0 ? spoken : WHISPER_LANGUAGES,
    transcriptionLanguages: WHISPER_LANGUAGES,
    words: false,
    ssml: false,
    lexicon: false,
    diarization: true,
    maxCharacters: MAX_CHARACTERS,
    maxAudioSeconds: MAX_AUDIO_SECONDS,
  };
}

/** Lists models that speak or listen; the API's list tells no more than ids, which their kind is guessed from. */
export async function listModels(
  connection: OpenAiConnection,
  filter: ModelFilter,
  options: CallOptions,
): Promise<Model[]> {
  const checked = readModelFilter(filter);
  const listed = entriesOf(await getJson(connection, '/v1/models', options), ['data', 'models']);
  return filterModels(listed.flatMap(toModel), checked);
}

/** Lists voices, in any of the forms that servers have; where there is no list, they are OpenAI's. */
export async function listVoices(
  connection: OpenAiConnection,
  filter: VoiceFilter,
  options: CallOptions,
): Promise<Voice[]> {
  const checked = readVoiceFilter(filter);
  const { speechModel } = connection.defaults;
  try {
    const listed = entriesOf(await getJson(connection, '/v1/audio/voices', options), ['voices', 'data']);
    return filterVoices(
      listed.map((entry) => toVoice(entry, speechModel)),
      checked,
    );
  } catch (error) {
    // 404 by most; servers that route by method say 405.
    if (!PotooError.isInstance(error) || (error.status !== 404 && error.status !== 405)) throw error;
    return filterVoices(
      OPENAI_VOICES.map(([id, gender]) => unknownVoice(id, speechModel, gender)),
      checked,
    );
  }
}

/** The entries of a list, which stands under one of a few names, or is the whole answer. */
function entriesOf(body: unknown, names: readonly string[]): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const fields = new Fields(body);
  const name = names.find((one) => fields.raw(one) !== undefined);
  return name === undefined ? [] : fields.items(name);
}

function toModel(entry: unknown): Model[] {
  const fields = new Fields(entry);
  const id = fields.string('id');
  const type = MODEL_TYPES.find((known) => known === fields.raw('type')) ?? guessType(id, fields.raw('task'));
  // Facts that another service has under our names, and in another form, are no reason to fail.
  return type === undefined ? [] : [fromWireModel({ ...(isPotooModel(entry) ? entry : {}), id, type })];
}

function isPotooModel(entry: unknown): entry is Readonly<Record<string, unknown>> {
  return isRecord(entry) && typeof entry['state'] === 'string' && typeof entry['credits_per_1k_chars'] === 'number';
}

/** @param task - What Speaches says that a model is for. */
function guessType(id: string, task: unknown): ModelType | undefined {
  if (task === 'automatic-speech-recognition' || STT.test(id)) return 'stt';
  return task === 'text-to-speech' || TTS.test(id) ? 'tts' : undefined;
}

const STT = /whisper|transcribe|\bstt|asr|parakeet|canary|moonshine|sensevoice|voxtral/i;
const TTS = /tts|kokoro|piper|speech|bark|chatterbox|orpheus|xtts|\bvits|vibevoice|dia\b/i;

function toVoice(entry: unknown, model: string): Voice {
  if (typeof entry === 'string') return unknownVoice(entry, model);
  const fields = new Fields(entry);
  const id = ['id', 'voice_id', 'name'].map((name) => fields.optionalString(name)).find(Boolean) ?? fields.string('id');
  const own = fields.optionalString('model') ?? fields.optionalString('model_name') ?? model;
  if (!fields.raw('languages') && !fields.raw('language')) return unknownVoice(id, own);
  return fromWireVoice({ ...(isRecord(entry) ? entry : {}), id, model: own });
}

/** A voice of which no more than its name is known. */
function unknownVoice(id: string, model: string, gender: Voice['gender'] = 'neutral'): Voice {
  return { id, name: id, model, languages: ['und'], gender, state: 'installed' };
}

async function getJson({ transport }: Connection, path: string, options: CallOptions): Promise<unknown> {
  return (await transport.send({ method: 'GET', path, accept: 'application/json' }, options)).json();
}
