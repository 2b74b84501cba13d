import type { CallOptions } from '../../contract/call-options.ts';
import type {
  SpeechDetails,
  SpeechEvent,
  SpeechRequest,
  SpeechResult,
  SpeechStreamRequest,
} from '../../contract/speech.ts';
import type { Answer } from '../../transport/answer.ts';
import { truncated } from '../../transport/lines.ts';
import { jsonBody } from '../../transport/request-body.ts';
import type { Transport } from '../../transport/transport.ts';
import { readCredits, readMetadata } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { decodeSpeechEvent, EVENT_STREAM_TYPE } from '../../wire/speech-events.ts';
import { fromSpeechBody, toSpeechBody } from '../../wire/speech-request.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { gatherText } from '../shared/gather-text.ts';
import { SPEECH_FIELDS } from '../shared/speech-fields.ts';
import { gatherAudio } from './gather-audio.ts';

/** Speaks a text and collects the whole. @param maxBytes - Most bytes of audio. */
export async function synthesize(
  transport: Transport,
  request: SpeechRequest,
  options: CallOptions,
  maxBytes: number,
): Promise<SpeechResult> {
  return gatherAudio(speak(transport, request, options, false), maxBytes);
}

/**
 * Speaks a text as a stream. A text that is still arriving is gathered first: an HTTP request carries one text, and the
 * audio of several requests would not join into one file.
 */
export async function* streamSpeech(
  transport: Transport,
  request: SpeechStreamRequest,
  options: CallOptions,
): AsyncGenerator<SpeechEvent> {
  const text = await gatherText(request?.text, options.signal);
  yield* speak(transport, { ...request, text }, options, true);
}

async function* speak(
  transport: Transport,
  request: SpeechRequest,
  options: CallOptions,
  stream: boolean,
): AsyncGenerator<SpeechEvent> {
  try {
    options.signal?.throwIfAborted();
    fieldsOf(request, SPEECH_FIELDS);
    const body = toSpeechBody(request, { stream, streamFormat: 'events' });
    // The server's own check, before anything is sent: JSON would turn NaN into null, and a bigint into a TypeError.
    fromSpeechBody(body);
    const answer = await transport.send(
      { method: 'POST', path: PATHS.synthesize, accept: EVENT_STREAM_TYPE, body: jsonBody(body), answersEarly: true },
      options,
    );
    yield* readSpeech(answer, options);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

/** Reads the events of an answer. */
export async function* readSpeech(answer: Answer, options: CallOptions): AsyncGenerator<SpeechEvent> {
  let started = false;
  for await (const line of answer.lines()) {
    const event = decodeSpeechEvent(line);
    if (!event) continue;
    if (event.type === 'progress') {
      options.onProgress?.(event.progress);
      yield event;
      continue;
    }
    if ((event.type === 'start') === started) throw invalidResponse('its events are out of order');
    started = true;
    if (event.type === 'done') {
      yield { type: 'done', details: withExchange(event.details, answer.headers) };
      return;
    }
    yield event;
  }
  throw truncated();
}

function withExchange(details: SpeechDetails, headers: Headers): SpeechDetails {
  return { ...details, usage: { ...details.usage, ...readCredits(headers) }, response: readMetadata(headers) };
}
