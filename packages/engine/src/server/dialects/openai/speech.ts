import { InternalError, type SpeechEvent, type VoiceService, type Warning } from '@potoo/core';
import { encodeBase64 } from '@potoo/core/wire';
import { readJson } from '../../requests/read-json.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { audioHeaders, type Served, usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { encodeFrame, SSE_TYPE } from '../../responses/server-sent-events.ts';
import { mapSource, peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { encodeErrorFrame } from './error-body.ts';
import { parseSpeechBody } from './schemas/speech-body.ts';
import { type SpeechOrder, speechOrder } from './speech-order.ts';
import { speechUsage } from './token-usage.ts';

type SpeechStart = Extract<SpeechEvent, { readonly type: 'start' }>;

/**
 * `POST /v1/audio/speech`: speaks a text. The answer is the audio as it is made (`stream: false`: whole, with its
 * length), or with `stream_format: "sse"` events that carry it in base64.
 */
export function speechRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const { stalledReaderMs } = options.limits;

  const start = async (c: ServerContext, order: SpeechOrder) => {
    const work = workSignal(c.req.raw);
    const { first, source } = await peek(sourceOf(service.streamSpeech(order.request, { signal: work.signal })));
    if (first?.type !== 'start') throw new InternalError('The speech did not begin with its start event.');
    return { work, first, source };
  };

  const speakEvents = async (c: ServerContext, order: SpeechOrder) => {
    const { work, first, source } = await start(c, order);
    const frames = mapSource(source, (event) => toFrame(event, order.characters));
    return streamResponse(c, {
      headers: { 'content-type': SSE_TYPE, ...startHeaders(order, first) },
      pieces: eventLines(c, frames, encodeFrame, encodeErrorFrame),
      work,
      stalledReaderMs,
    });
  };

  const speakBytes = async (c: ServerContext, order: SpeechOrder) => {
    const { work, first, source } = await start(c, order);
    // The status waits for the first sound as well: what fails before it is an error response.
    const { source: pieces } = await peek(mapSource(source, bytesOf));
    const headers = { ...audioHeaders(first, 'speech'), ...startHeaders(order, first) };
    return streamResponse(c, { headers, pieces, work, stalledReaderMs });
  };

  const speakWhole = async (c: ServerContext, order: SpeechOrder) => {
    const result = await service.synthesize(order.request, { signal: c.req.raw.signal });
    const bytes = result.audio.bytes();
    return new Response(bytes, {
      headers: {
        ...audioHeaders(result.audio, 'speech'),
        ...headersOf(order, result, result.warnings),
        ...usageHeaders(result.usage),
        'content-length': String(bytes.byteLength),
      },
    });
  };

  return async (c) => {
    const body = parseSpeechBody(await readJson(c.req.raw, options.limits));
    const order = await speechOrder(service, body, { signal: c.req.raw.signal });
    if (body.stream_format === 'sse') return speakEvents(c, order);
    return body.stream ? speakBytes(c, order) : speakWhole(c, order);
  };
}

function startHeaders(order: SpeechOrder, start: SpeechStart): Record<string, string> {
  return { ...headersOf(order, start, start.warnings), ...usageHeaders(start.usage ?? {}) };
}

function headersOf(order: SpeechOrder, served: Served, warnings: readonly Warning[]): Record<string, string> {
  return warningHeaders([...order.warnings, ...warnings], order.asked, served);
}

function bytesOf(event: SpeechEvent): Uint8Array | undefined {
  return event.type === 'audio' && event.data.byteLength > 0 ? event.data : undefined;
}

function toFrame(event: SpeechEvent, characters: number): object | undefined {
  if (event.type === 'done') {
    return { type: 'speech.audio.done', usage: speechUsage(characters, event.details.duration) };
  }
  const data = bytesOf(event);
  return data && { type: 'speech.audio.delta', audio: encodeBase64(data) };
}
