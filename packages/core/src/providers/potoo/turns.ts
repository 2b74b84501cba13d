import type { CallOptions } from '../../contract/call-options.ts';
import type { ConverseRequest, Turn, TurnDetails, TurnEvent } from '../../contract/conversation.ts';
import type { Answer } from '../../transport/answer.ts';
import { truncated } from '../../transport/lines.ts';
import { jsonBody, type RequestBody } from '../../transport/request-body.ts';
import type { Transport } from '../../transport/transport.ts';
import { readCredits, readMetadata } from '../../wire/headers.ts';
import { invalidResponse } from '../../wire/json.ts';
import { PATHS } from '../../wire/paths.ts';
import { EVENT_STREAM_TYPE } from '../../wire/speech-events.ts';
import { toTurnBody } from '../../wire/turn-body.ts';
import { decodeTurnEvent } from '../../wire/turn-events.ts';
import { fieldsOf, inCallerTerms } from '../shared/caller-terms.ts';
import { saysNothing, TURN_FIELDS } from '../shared/recording-fields.ts';
import { type Uploads, uploadBody } from '../shared/upload-body.ts';
import { readFormat } from './audio-upload.ts';
import { gatherAudio } from './gather-audio.ts';

/** Takes a turn and collects the whole. @param maxBytes - Most bytes of audio. */
export async function converse(
  transport: Transport,
  uploads: Uploads,
  request: ConverseRequest,
  options: CallOptions,
  maxBytes: number,
): Promise<Turn> {
  return gatherAudio(turnEvents(transport, uploads, request, options, false), maxBytes);
}

/** Takes a turn as a stream. Leaving it closes the connection, by which the server knows that it was interrupted. */
export function streamTurn(
  transport: Transport,
  uploads: Uploads,
  request: ConverseRequest,
  options: CallOptions,
): AsyncGenerator<TurnEvent> {
  return turnEvents(transport, uploads, request, options, true);
}

async function* turnEvents(
  transport: Transport,
  uploads: Uploads,
  request: ConverseRequest,
  options: CallOptions,
  stream: boolean,
): AsyncGenerator<TurnEvent> {
  try {
    options.signal?.throwIfAborted();
    const body = await turnBody(uploads, request, stream);
    const answer = await transport.send(
      { method: 'POST', path: PATHS.converse, accept: EVENT_STREAM_TYPE, body, answersEarly: stream },
      options,
    );
    yield* readTurn(answer);
  } catch (error) {
    throw inCallerTerms(error);
  }
}

async function turnBody(uploads: Uploads, request: ConverseRequest, stream: boolean): Promise<RequestBody> {
  const fields = fieldsOf(request, TURN_FIELDS);
  readFormat(fields, 'mp3');
  for (const name of ['speed', 'bitrate', 'sampleRate', 'loudness']) fields.optionalNumber(name);
  const body = { ...toTurnBody(request), stream_format: 'events', ...(stream && { stream }) };
  const { audio, fileName } = request;
  if (audio !== undefined) {
    const form = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
    const file = { audio, ...(fileName !== undefined && { fileName }) };
    return uploadBody(uploads, file, form, { form: 'audio', param: 'audio' });
  }
  if (fields.optionalString('text') !== undefined) return jsonBody(body);
  throw saysNothing();
}

async function* readTurn(answer: Answer): AsyncGenerator<TurnEvent> {
  let understood = false;
  let started = false;
  for await (const line of answer.lines()) {
    const event = decodeTurnEvent(line);
    if (!event) continue;
    const isSound = event.type === 'audio' || event.type === 'word' || event.type === 'done';
    const isOutOfOrder =
      (event.type === 'user-text') === understood || (event.type === 'start' && started) || (isSound && !started);
    if (isOutOfOrder) throw invalidResponse('its events are out of order');
    understood = true;
    started ||= event.type === 'start';
    if (event.type === 'done') {
      yield { type: 'done', details: withExchange(event.details, answer.headers) };
      return;
    }
    yield event;
  }
  throw truncated();
}

function withExchange(details: TurnDetails, headers: Headers): TurnDetails {
  return { ...details, usage: { ...readCredits(headers), ...details.usage }, response: readMetadata(headers) };
}
