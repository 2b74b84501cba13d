import type { CallOptions } from '../../contract/call-options.ts';
import type {
  Transcript,
  TranscriptionRequest,
  TranscriptSegment,
  TranscriptWord,
} from '../../contract/transcription.ts';
import { readUsage, readWarning, readWarningsHeader } from '../../wire/details.ts';
import { defined, Fields } from '../../wire/fields.ts';
import { HEADERS, readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import type { Connection } from '../shared/connection.ts';
import { TRANSCRIPTION_FIELDS } from '../shared/transcription-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import { modelOf } from './recordings.ts';
import { addressIn, creditsIn, download, finishedFields } from './results.ts';

/** The model that listens where none is named. */
const DEFAULT_MODEL = 'whisper';

/** Writes down what is said. */
export async function transcribe(
  connection: Connection,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<Transcript> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, TRANSCRIPTION_FIELDS);
    const model = modelOf(fields);
    const words = fields.optionalBoolean('words') ?? false;
    const body = await uploadBody(connection.settings, request, {
      model,
      language: fields.optionalString('language'),
      timestamps: words.toString(),
      diarize: fields.optionalBoolean('diarize')?.toString(),
      num_speakers: fields.optionalNumber('numSpeakers')?.toString(),
      punctuate: fields.optionalBoolean('punctuate')?.toString(),
    });
    const sent = { method: 'POST', path: PATHS.transcribe, accept: 'application/json', body } as const;
    const answer = await connection.transport.send(sent, options);
    const { headers } = answer;
    const answered = await finishedFields(connection, await answer.json(), options);
    const transcript = await transcriptFields(connection, answered, options);
    const stated = transcript.raw('warnings') !== undefined;
    return {
      text: transcript.string('text'),
      language: transcript.optionalString('language') ?? 'und',
      duration: transcript.optionalNumber('duration') ?? 0,
      segments: transcript.objects('segments', (segment) => readSegment(segment, words)),
      model: transcript.optionalString('model') ?? model ?? DEFAULT_MODEL,
      warnings: stated
        ? transcript.objects('warnings', readWarning)
        : readWarningsHeader(headers.get(HEADERS.warnings)),
      usage: { ...readUsage(transcript), ...readCredits(headers), ...creditsIn(answered) },
      response: readMetadata(headers),
    };
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** A task may hold its transcript itself, or its address. */
async function transcriptFields(connection: Connection, answered: Fields, options: CallOptions): Promise<Fields> {
  if (answered.raw('text') !== undefined) return answered;
  const result = answered.raw('result');
  if (result !== undefined && typeof result !== 'string') return new Fields(result);
  return new Fields(await (await download(connection, addressIn(answered), options)).json());
}

function readSegment(fields: Fields, withWords: boolean): TranscriptSegment {
  return {
    text: fields.string('text').trim(),
    start: fields.number('start'),
    end: fields.number('end'),
    words: withWords ? fields.objects('words', readWord) : [],
    ...defined({ speaker: fields.optionalString('speaker'), confidence: fields.optionalNumber('confidence') }),
  };
}

function readWord(fields: Fields): TranscriptWord {
  return {
    text: (fields.optionalString('text') ?? fields.string('word')).trim(),
    start: fields.number('start'),
    end: fields.number('end'),
    ...defined({ confidence: fields.optionalNumber('confidence') }),
  };
}
