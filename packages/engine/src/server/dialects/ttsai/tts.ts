import { InternalError, type SpeechEvent, type SpeechRequest, type VoiceService, type Warning } from '@potoo/core';
import { EVENT_STREAM_TYPE, encodeSpeechEvent } from '@potoo/core/wire';
import { readJson } from '../../requests/read-json.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { audioHeaders, usageHeaders, verifiedHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { peek, type Source, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { notFollowed } from '../left-out.ts';
import { parseSpeechBody } from './schemas/speech-body.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { wantsTask } from './tasks/wants-task.ts';
import { wholeSpeechEvents } from './whole-speech-events.ts';

/** A request, and what of its body has no effect. */
interface SpeechOrder {
  readonly request: SpeechRequest;
  readonly leftOut: readonly Warning[];
}

/**
 * `POST /v1/tts/`: speaks a text. The answer is the audio file, whole or (`stream`) as it is made, or with
 * `stream_format: "events"` lines that carry the words beside the audio, or (`async`, `webhook_url`) a task.
 */
export function ttsRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const { stalledReaderMs } = options.limits;

  const speakEvents = async (c: ServerContext, { request, leftOut }: SpeechOrder, stream: boolean) => {
    const work = workSignal(c.req.raw);
    const { signal } = work;
    const events = stream
      ? service.streamSpeech(request, { signal })
      : wholeSpeechEvents((call) => service.synthesize(request, call), signal);
    const { first, source } = await peek(sourceOf(events));
    const headers = { 'content-type': EVENT_STREAM_TYPE, ...startHeaders(request, first, leftOut) };
    return streamResponse(c, { headers, pieces: eventLines(c, source, encodeSpeechEvent), work, stalledReaderMs });
  };

  const speakBytes = async (c: ServerContext, { request, leftOut }: SpeechOrder) => {
    const work = workSignal(c.req.raw);
    const { first, source } = await peek(sourceOf(service.streamSpeech(request, { signal: work.signal })));
    if (first?.type !== 'start') throw new InternalError('The speech did not begin with its start event.');
    const headers = { ...audioHeaders(first, 'speech'), ...startHeaders(request, first, leftOut) };
    // The status waits for the first sound as well: what fails before it is an error response.
    const { source: pieces } = await peek(audioOf(source));
    return streamResponse(c, { headers, pieces, work, stalledReaderMs });
  };

  const speakWhole = async (c: ServerContext, { request, leftOut }: SpeechOrder) => {
    const result = await service.synthesize(request, { signal: c.req.raw.signal });
    const { audio, warnings } = result;
    return new Response(audio.bytes(), {
      headers: {
        ...audioHeaders(audio, 'speech'),
        ...warningHeaders([...leftOut, ...warnings], request, result),
        ...verifiedHeaders(result),
        ...usageHeaders(result.usage),
        'content-length': String(audio.bytes().byteLength),
      },
    });
  };

  return async (c) => {
    const { request, delivery, task, ignored } = parseSpeechBody(await readJson(c.req.raw, options.limits));
    if (wantsTask(c, task, options.platform !== undefined)) {
      // The words are kept for the subtitles of the task.
      const spoken = { ...request, words: true };
      return submitTask(c, service, { type: 'synthesize', request: spoken, ...webhookOf(task) });
    }
    const order = { request, leftOut: notFollowed(ignored) };
    const wantsEvents = delivery.streamFormat === 'events' || c.req.header('accept')?.includes(EVENT_STREAM_TYPE);
    if (wantsEvents) return speakEvents(c, order, delivery.stream);
    return delivery.stream ? speakBytes(c, order) : speakWhole(c, order);
  };
}

function startHeaders(
  asked: SpeechRequest,
  event: SpeechEvent | undefined,
  leftOut: readonly Warning[],
): Record<string, string> {
  if (event?.type !== 'start') return warningHeaders(leftOut);
  return { ...warningHeaders([...leftOut, ...event.warnings], asked, event), ...usageHeaders(event.usage ?? {}) };
}

function audioOf(events: Source<SpeechEvent>): Source<Uint8Array> {
  return {
    async next() {
      for (;;) {
        const event = await events.next();
        if (event === undefined) return undefined;
        if (event.type === 'audio' && event.data.byteLength > 0) return event.data;
      }
    },
    close: () => events.close(),
  };
}
