import type { CallOptions } from '../../contract/call-options.ts';
import type { Capabilities } from '../../contract/capabilities.ts';
import type { Model } from '../../contract/models.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport } from '../../transport/transport.ts';
import { filterModels, filterVoices, readModelFilter, readVoiceFilter } from '../shared/catalog-filters.ts';
import { refusedMethods } from '../shared/refused-methods.ts';
import { type OuteAiOptions, resolveOuteAiOptions } from './options.ts';
import { DEFAULT_VOICES, OUTEAI_MODEL } from './speakers.ts';
import { streamSpeech, synthesize } from './speech.ts';

const NAME = 'OuteAI';

const MODEL: Model = {
  id: OUTEAI_MODEL,
  name: 'OuteTTS 1 Pro',
  type: 'tts',
  tier: 'standard',
  languages: [...new Set(DEFAULT_VOICES.flatMap(({ languages }) => languages))],
  supportsCloning: true,
  supportsStreaming: false,
  creditsPer1kChars: 0,
  state: 'installed',
};

const CAPABILITIES: Capabilities = {
  service: NAME,
  features: ['synthesize', 'streamSpeech'],
  formats: ['wav'],
  speechLanguages: MODEL.languages,
  transcriptionLanguages: [],
  words: false,
  ssml: false,
  lexicon: false,
  diarization: false,
  // What the documentation says of the plan for the API; others allow more.
  maxCharacters: 200,
  maxAudioSeconds: 0,
};

/**
 * Makes a client of OuteAI, or of any server that speaks its API. It speaks, as WAV; the audio comes whole, also of a
 * stream, and `onProgress` is told how far it is. A `voice` is one of the fourteen default speakers, the id (a UUID) of a
 * voice that was cloned there, or `custom/` and any other id.
 *
 * ```ts
 * const voice = outeai();
 * const { audio } = await voice.synthesize({ text: 'Hello.', voice: 'EN-FEMALE-1-NEUTRAL', format: 'wav' });
 * ```
 * @throws {BadRequestError} If the address or the token cannot be used, or would be given away.
 */
export function outeai(options: OuteAiOptions = {}): VoiceService {
  const settings = resolveOuteAiOptions(options);
  const transport = new Transport(settings);
  const connection = { transport, settings };
  /** Lists come from this package, and can be aborted as those that are fetched. */
  const local = async <T>(call: CallOptions, make: () => T): Promise<T> => {
    call.signal?.throwIfAborted();
    return make();
  };

  return {
    ...refusedMethods(NAME),

    capabilities: (call = {}) => local(call, () => CAPABILITIES),
    listModels: (filter = {}, call = {}) => local(call, () => filterModels([MODEL], readModelFilter(filter))),
    listVoices: (filter = {}, call = {}) => local(call, () => filterVoices(DEFAULT_VOICES, readVoiceFilter(filter))),

    synthesize: (request, call = {}) => synthesize(connection, request, call),
    streamSpeech: (request, call = {}) => streamSpeech(connection, request, call),

    close: async () => transport.close(),
  };
}
