import type { CallOptions } from '../../contract/call-options.ts';
import type { Transcript, TranscriptEvent, TranscriptionRequest } from '../../contract/transcription.ts';
import type { Answer } from '../../transport/answer.ts';
import { truncated } from '../../transport/lines.ts';
import type { Transport } from '../../transport/transport.ts';
import { readCredits, readMetadata } from '../../wire/headers.ts';
import { PATHS } from '../../wire/paths.ts';
import { EVENT_STREAM_TYPE } from '../../wire/speech-events.ts';
import { decodeTranscriptEvent } from '../../wire/transcript-events.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { TRANSCRIPTION_FIELDS } from '../shared/transcription-fields.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';

/** Writes down what is said and waits for the whole. */
export async function transcribe(
  transport: Transport,
  uploads: Uploads,
  request: TranscriptionRequest,
  options: CallOptions,
): Promise<Transcript> {
  for await (const event of streamTranscript(transport, uploads, request, options)) {
    if (event.type === 'done') return event.transcript;
  }
  throw truncated();
}

/** Writes down what is said, stretch by stretch. */
export async function* streamTranscript(
  transport: Transport,
  uploads: Uploads,
  request: TranscriptionRequest,
  options: CallOptions,
): AsyncGenerator<TranscriptEvent> {
  try {
    options.signal?.throwIfAborted();
    const fields = fieldsOf(request, TRANSCRIPTION_FIELDS);
    const body = await uploadBody(uploads, request, {
      model: fields.optionalString('model'),
      language: fields.optionalString('language'),
      timestamps: fields.optionalBoolean('words')?.toString(),
      diarize: fields.optionalBoolean('diarize')?.toString(),
      num_speakers: fields.optionalNumber('numSpeakers')?.toString(),
      punctuate: fields.optionalBoolean('punctuate')?.toString(),
      stream_format: 'events',
    });
    const answer = await transport.send(
      { method: 'POST', path: PATHS.transcribe, accept: EVENT_STREAM_TYPE, body, answersEarly: true },
      options,
    );
    yield* readTranscript(answer, options);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function* readTranscript(answer: Answer, options: CallOptions): AsyncGenerator<TranscriptEvent> {
  for await (const line of answer.lines()) {
    const event = decodeTranscriptEvent(line);
    if (!event) continue;
    if (event.type === 'progress') options.onProgress?.(event.progress);
    if (event.type === 'done') {
      const { transcript } = event;
      const usage = { ...transcript.usage, ...readCredits(answer.headers) };
      yield { type: 'done', transcript: { ...transcript, usage, response: readMetadata(answer.headers) } };
      return;
    }
    yield event;
  }
  throw truncated();
}
