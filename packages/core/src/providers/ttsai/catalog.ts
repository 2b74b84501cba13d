import type { CallOptions } from '../../contract/call-options.ts';
import type { Capabilities, Feature } from '../../contract/capabilities.ts';
import type { Model, ModelFilter } from '../../contract/models.ts';
import type { Voice, VoiceFilter } from '../../contract/voices.ts';
import { NotFoundError } from '../../errors/errors.ts';
import type { WireRequest } from '../../transport/transport.ts';
import { fromWireModelList } from '../../wire/models.ts';
import { PATHS } from '../../wire/paths.ts';
import { fromWireVoiceList } from '../../wire/voices.ts';
import { filterModels, filterVoices, readModelFilter, readVoiceFilter } from '../shared/catalog-filters.ts';
import type { Connection } from '../shared/connection.ts';
import { WHISPER_LANGUAGES } from '../shared/whisper-languages.ts';
import { FORMATS } from './output.ts';

/** What the API has a request for. */
const FEATURES: readonly Feature[] = [
  'synthesize',
  'streamSpeech',
  'transcribe',
  'speakAs',
  'convertVoice',
  'transformSpeech',
  'translateSpeech',
  'enhance',
  'separate',
  'dereverb',
  'analyze',
  'align',
  'convertAudio',
  'converse',
  'submit',
];

/** Characters in one request of the smaller plan that has the API. */
const MAX_CHARACTERS = 5_000;

/** Seconds of MP3 of 128 kbit/s in the 100 MB that a recording may have. */
const MAX_AUDIO_SECONDS = 6_250;

/** Tells what the API can do; its languages are those of its models. */
export async function capabilities(connection: Connection, options: CallOptions): Promise<Capabilities> {
  const models = await listModels(connection, {}, options);
  const languagesOf = (type: Model['type']) => [
    ...new Set(models.filter((model) => model.type === type).flatMap(({ languages }) => languages)),
  ];
  const heard = languagesOf('stt');
  return {
    service: 'TTS.ai',
    features: FEATURES,
    formats: FORMATS,
    speechLanguages: languagesOf('tts'),
    transcriptionLanguages: heard.length > 0 ? heard : WHISPER_LANGUAGES,
    words: false,
    ssml: false,
    lexicon: true,
    diarization: true,
    maxCharacters: MAX_CHARACTERS,
    maxAudioSeconds: MAX_AUDIO_SECONDS,
  };
}

/** Lists models. */
export async function listModels(connection: Connection, filter: ModelFilter, options: CallOptions): Promise<Model[]> {
  const checked = readModelFilter(filter);
  return filterModels(fromWireModelList(await getModels(connection, options)), checked);
}

/** Lists voices. The service narrows by model and gender, the rest is done here. */
export async function listVoices(connection: Connection, filter: VoiceFilter, options: CallOptions): Promise<Voice[]> {
  const checked = readVoiceFilter(filter);
  const { model, gender } = checked;
  const body = await getJson(connection, { path: PATHS.voices, query: { model, gender } }, options);
  const { baseUrl } = connection.settings;
  const voices = fromWireVoiceList(body).map((voice) =>
    voice.previewUrl !== undefined && URL.canParse(voice.previewUrl, baseUrl)
      ? { ...voice, previewUrl: new URL(voice.previewUrl, baseUrl).href }
      : voice,
  );
  return filterVoices(voices, checked);
}

/** Models stand where the documentation has them, or where the service's own clients look. */
async function getModels(connection: Connection, options: CallOptions): Promise<unknown> {
  try {
    return await getJson(connection, { path: PATHS.models }, options);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return getJson(connection, { path: '/v1/speech/models/' }, options);
  }
}

async function getJson(
  { transport }: Connection,
  request: Pick<WireRequest, 'path' | 'query'>,
  options: CallOptions,
): Promise<unknown> {
  const answer = await transport.send({ method: 'GET', accept: 'application/json', ...request }, options);
  return answer.json();
}
