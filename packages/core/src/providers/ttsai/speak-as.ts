import type { CallOptions } from '../../contract/call-options.ts';
import type { SpeechResult } from '../../contract/speech.ts';
import type { SpeakAsRequest } from '../../contract/voice-tools.ts';
import { readWarningsHeader } from '../../wire/details.ts';
import { HEADERS, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { checkSpeechRequest, SPEECH_FIELDS } from '../shared/speech-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { leaveOutOfClone } from './lacks.ts';
import { acceptOf, reshape, routeFormat } from './output.ts';
import { modelOf } from './recordings.ts';
import { readMadeAudio } from './results.ts';

const FIELDS = [...SPEECH_FIELDS.filter((name) => name !== 'voice'), 'reference'];

/** The model that clones where none is named. */
const DEFAULT_MODEL = 'chatterbox';

/** Speaks once in the voice of a recording. */
export async function speakAs(
  connection: Connection,
  request: SpeakAsRequest,
  options: CallOptions,
): Promise<SpeechResult> {
  try {
    options.signal?.throwIfAborted();
    const model = modelOf(fieldsOf(request, FIELDS));
    const { reference, ...speech } = request;
    const { text, language } = checkSpeechRequest(speech);
    const left = leaveOutOfClone(speech);
    const format = routeFormat(request, ['mp3', 'wav', 'flac']);
    const body = await uploadBody(
      connection.settings,
      { audio: reference },
      { text, model, format, language },
      { form: 'reference_audio', param: 'reference' },
    );
    const sent = { method: 'POST', path: PATHS.cloneSpeech, accept: acceptOf(format), body } as const;
    const answer = await connection.transport.send(sent, options);
    const made = await readMadeAudio(connection, answer, options);
    const audio = await reshape(connection, made.audio, request, options);
    return {
      audio,
      words: [],
      marks: [],
      duration: audio.duration,
      model: model ?? DEFAULT_MODEL,
      voice: 'reference',
      language: language ?? 'und',
      warnings: [...left, ...readWarningsHeader(made.headers.get(HEADERS.warnings))],
      usage: { characters: text.length, ...made.usage },
      response: readMetadata(made.headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}
