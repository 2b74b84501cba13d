import type { VoiceService } from '../../contract/voice-service.ts';
import { Transport } from '../../transport/transport.ts';
import { alignByHearing } from '../shared/alignment/align-by-hearing.ts';
import { rememberVoices } from '../shared/choose-speaker.ts';
import { refusedMethods } from '../shared/refused-methods.ts';
import { analyze } from './analyze.ts';
import { capabilities, listModels, listVoices } from './catalog.ts';
import { converse, translateSpeech } from './dialogue.ts';
import { getJob, submit, watchJob } from './jobs.ts';
import { resolveTtsAiOptions, type TtsAiOptions } from './options.ts';
import { CONVERT_VOICE, convertAudio, DEREVERB, ENHANCE, sendRecording, TRANSFORM_SPEECH } from './recordings.ts';
import { separate } from './separate.ts';
import { speakAs } from './speak-as.ts';
import { streamSpeech, synthesize } from './speech.ts';
import { transcribe } from './transcription.ts';

/**
 * Makes a client of TTS.ai, or of any server that speaks its API. It reads both answers that the service is known to
 * give: the result itself, or a task that is looked up once a second until it ends.
 *
 * ```ts
 * const voice = ttsai();
 * const { audio } = await voice.synthesize({ text: 'Hello.', model: 'kokoro', voice: 'af_bella' });
 * await audio.save('hello.mp3');
 * ```
 * @throws {BadRequestError} If the address or the key cannot be used, or would be given away.
 */
export function ttsai(options: TtsAiOptions = {}): VoiceService {
  const settings = resolveTtsAiOptions(options);
  const transport = new Transport(settings);
  const connection = { transport, settings };
  const voices = rememberVoices((call) => listVoices(connection, {}, call), settings.clock);
  const service = { ...connection, listVoices: voices, submitted: new Map() };

  return {
    ...refusedMethods('TTS.ai'),

    capabilities: (call = {}) => capabilities(connection, call),
    listModels: (filter = {}, call = {}) => listModels(connection, filter, call),
    listVoices: (filter = {}, call = {}) => listVoices(connection, filter, call),

    synthesize: (request, call = {}) => synthesize(service, request, call),
    streamSpeech: (request, call = {}) => streamSpeech(service, request, call),
    transcribe: (request, call = {}) => transcribe(connection, request, call),
    align: (request, call = {}) =>
      alignByHearing((heard, same) => transcribe(connection, heard, same ?? {}), request, call),

    speakAs: (request, call = {}) => speakAs(connection, request, call),
    convertVoice: (request, call = {}) => sendRecording(connection, CONVERT_VOICE, request, call),
    transformSpeech: (request, call = {}) => sendRecording(connection, TRANSFORM_SPEECH, request, call),
    translateSpeech: (request, call = {}) => translateSpeech(connection, request, call),

    enhance: (request, call = {}) => sendRecording(connection, ENHANCE, request, call),
    separate: (request, call = {}) => separate(connection, request, call),
    dereverb: (request, call = {}) => sendRecording(connection, DEREVERB, request, call),
    analyze: (request, call = {}) => analyze(connection, request, call),
    convertAudio: (request, call = {}) => convertAudio(connection, request, call),

    converse: (request, call = {}) => converse(connection, request, call),
    submit: (job, call = {}) => submit(service, job, call),
    getJob: (id, call = {}) => getJob(service, id, call),
    watchJob: (id, call = {}) => watchJob(service, id, call),

    close: async () => transport.close(),
  };
}
