import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport } from '../../transport/transport.ts';
import { alignByHearing } from '../shared/alignment/align-by-hearing.ts';
import { rememberVoices } from '../shared/choose-speaker.ts';
import { refusedMethods } from '../shared/refused-methods.ts';
import { capabilities, listModels, listVoices } from './catalog.ts';
import { NAME } from './interface.ts';
import { type OpenAiOptions, openAiDefaults, resolveOpenAiOptions } from './options.ts';
import { streamSpeech, synthesize } from './speech.ts';
import { streamTranscript, transcribe } from './transcription.ts';

/**
 * Makes a client of OpenAI's audio API, or of any server that speaks it: Speaches, Kokoro-FastAPI, LocalAI, Potoo.
 *
 * ```ts
 * const voice = openai({ baseUrl: 'http://127.0.0.1:8880/v1' });
 * const { audio } = await voice.synthesize({ text: 'Hello.', voice: 'alloy' });
 * ```
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 */
export function openai(options: OpenAiOptions = {}): VoiceService {
  const settings = resolveOpenAiOptions(options);
  const transport = new Transport(settings);
  const connection = { transport, settings, defaults: openAiDefaults(options) };
  const voices = rememberVoices((call) => listVoices(connection, {}, call), settings.clock);
  const speaking = { ...connection, listVoices: voices };

  return {
    ...refusedMethods(NAME),

    capabilities: (call = {}) => capabilities(connection, call),
    listModels: (filter = {}, call = {}) => listModels(connection, filter, call),
    listVoices: (filter = {}, call = {}) => listVoices(connection, filter, call),

    synthesize: (request, call = {}) => synthesize(speaking, request, call),
    streamSpeech: (request, call = {}) => streamSpeech(speaking, request, call),
    transcribe: (request, call = {}) => transcribe(connection, request, call),
    streamTranscript: (request, call = {}) => streamTranscript(connection, request, call),
    align: (request, call = {}) =>
      alignByHearing((heard, same) => transcribe(connection, heard, same ?? {}), request, call),

    close: async () => transport.close(),
  };
}
