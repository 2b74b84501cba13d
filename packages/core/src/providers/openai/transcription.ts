import type { CallOptions } from '../../contract/call-options.ts';
import type { Transcript, TranscriptEvent, TranscriptionRequest } from '../../contract/transcription.ts';
import type { Warning } from '../../contract/warnings.ts';
import type { Answer } from '../../transport/answer.ts';
import { truncated } from '../../transport/lines.ts';
import { SERVER_EVENTS_TYPE } from '../../transport/server-events.ts';
import { readErrorEnvelope } from '../../wire/error-envelope.ts';
import { Fields } from '../../wire/fields.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { leaveOut } from '../shared/lacks.ts';
import { TRANSCRIPTION_FIELDS } from '../shared/transcription-fields.ts';
import { uploadBody } from '../shared/upload-body.ts';
import type { OpenAiConnection } from './connection.ts';
import { CALLER_NAMES, NAME } from './interface.ts';
import { type Heard, readSegments, readTranscript } from './transcript-bodies.ts';

const PATH = '/v1/audio/transcriptions';

/** The model that tells speakers apart where none is named. */
const DIARIZING_MODEL = 'gpt-4o-transcribe-diarize';

/** Models that write text only, with no times, and can tell it as they hear it. */
const TEXT_ONLY = /^gpt-.*transcribe/;

/** Writes down what is said. */
export async function transcribe(
  connection: OpenAiConnection,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<Transcript> {
  try {
    options.signal?.throwIfAborted();
    const order = orderOf(connection, request);
    const answer = await send(connection, request, order, false, options);
    return readTranscript(new Fields(await answer.json()), heardOf(order, answer));
  } catch (error) {
    throw inCallerTerms(error, CALLER_NAMES);
  }
}

/**
 * Writes down what is said, stretch by stretch where the model tells it so; Whisper's kind tells it all at the end.
 */
export async function* streamTranscript(
  connection: OpenAiConnection,
  request: TranscriptionRequest,
  options: CallOptions,
): AsyncGenerator<TranscriptEvent> {
  try {
    options.signal?.throwIfAborted();
    const order = orderOf(connection, request);
    if (order.format === 'verbose_json') {
      yield* eventsOf(await transcribe(connection, request, options));
      return;
    }
    const answer = await send(connection, request, order, true, options);
    yield* readEvents(answer, heardOf(order, answer));
  } catch (error) {
    throw inCallerTerms(error, CALLER_NAMES);
  }
}

/** A request that was checked. */
interface Order {
  readonly model: string;
  readonly language: string | undefined;
  readonly words: boolean;
  readonly format: 'json' | 'verbose_json' | 'diarized_json';
  readonly warnings: readonly Warning[];
}

function orderOf({ defaults }: OpenAiConnection, request: TranscriptionRequest): Order {
  const fields = fieldsOf(request, TRANSCRIPTION_FIELDS);
  const diarize = fields.optionalBoolean('diarize') ?? false;
  const words = fields.optionalBoolean('words') ?? false;
  const asked = fields.optionalString('model') ?? 'auto';
  const model = asked !== 'auto' ? asked : diarize ? DIARIZING_MODEL : defaults.transcriptionModel;
  const format = diarize ? 'diarized_json' : TEXT_ONLY.test(model) ? 'json' : 'verbose_json';
  const numSpeakers = fields.optionalNumber('numSpeakers');
  const countless = leaveOut(
    NAME,
    { numSpeakers },
    { numSpeakers: { because: 'it finds the number of speakers out' } },
  );
  const because = diarize ? 'it tells either words or speakers' : `${model} tells no times`;
  const language = fields.optionalString('language');
  return {
    model,
    language: language === 'auto' ? undefined : language,
    words: words && format === 'verbose_json',
    format,
    warnings: [...countless, ...(format === 'verbose_json' ? [] : leaveOut(NAME, { words }, { words: { because } }))],
  };
}

async function send(
  { transport, settings }: OpenAiConnection,
  request: TranscriptionRequest,
  { model, language, words, format }: Order,
  stream: boolean,
  options: CallOptions,
): Promise<Answer> {
  const body = await uploadBody(settings, request, {
    model,
    // ISO 639: the interface knows no regions.
    language: language?.split('-')[0],
    response_format: format,
    'timestamp_granularities[]': words ? ['word', 'segment'] : undefined,
    // Without it, recordings of more than 30 s are refused.
    chunking_strategy: format === 'diarized_json' ? 'auto' : undefined,
    stream: stream ? 'true' : undefined,
  });
  const accept = stream ? SERVER_EVENTS_TYPE : 'application/json';
  return transport.send({ method: 'POST', path: PATH, accept, body }, options);
}

function heardOf({ model, language, words, warnings }: Order, { headers }: Answer): Heard {
  return { model, language: language ?? 'und', words, warnings, headers };
}

function* eventsOf(transcript: Transcript): Generator<TranscriptEvent> {
  for (const segment of transcript.segments) yield { type: 'segment', segment };
  yield { type: 'done', transcript };
}

/** Deltas are what is heard so far; where no segment with its times replaces them, the whole text does in the end. */
async function* readEvents(answer: Answer, heard: Heard): AsyncGenerator<TranscriptEvent> {
  const segments: unknown[] = [];
  let soFar = '';
  for await (const event of answer.events()) {
    const fields = new Fields(event);
    if (fields.raw('error') !== undefined) throw readErrorEnvelope(event);
    switch (fields.optionalString('type')) {
      case 'transcript.text.delta': {
        soFar += fields.string('delta');
        const start = readSegments(new Fields({ segments }), heard).at(-1)?.end ?? 0;
        yield { type: 'partial', text: soFar.trimStart(), start };
        break;
      }
      case 'transcript.text.segment': {
        segments.push(event);
        soFar = '';
        const segment = readSegments(new Fields({ segments }), heard).at(-1);
        if (segment) yield { type: 'segment', segment };
        break;
      }
      case 'transcript.text.done': {
        const whole = { ...(event as object), ...(segments.length > 0 && { segments }) };
        const transcript = readTranscript(new Fields(whole), heard);
        if (segments.length === 0) yield* eventsOf(transcript);
        else yield { type: 'done', transcript };
        return;
      }
    }
  }
  throw truncated();
}
