import {
  BadRequestError,
  type Transcript,
  type TranscriptEvent,
  type TranscriptionRequest,
  type VoiceService,
} from '@potoo/core';
import { EVENT_STREAM_TYPE, encodeErrorLine, encodeTranscriptEvent } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload, type Upload } from '../../requests/receive-upload.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { SSE_TYPE } from '../../responses/server-sent-events.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { isTextFormat, needsWords, transcriptTextResponse } from '../../responses/transcript-text.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { parseTranscriptionForm, type TranscriptionForm } from './schemas/transcription-form.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { asksForTask } from './tasks/wants-task.ts';
import { toVerboseWireTranscript, toWireTranscript } from './wire-transcript.ts';

/** The form that the answer takes. */
type ResponseFormat = TranscriptionForm['response_format'];

/** How events travel: one JSON object per line, or server-sent events, which pages read without a library. */
type EventForm = 'lines' | 'sse';

/** How the two paths of transcription differ. */
export interface SttRouteOptions {
  /** Whether a task is the answer unless the request says otherwise. @default false */
  readonly isTask?: boolean;
}

/**
 * `POST /v1/stt/`: writes down what is said in a file, as JSON, text or subtitles, or (`stream_format=events`, or `sse`) as
 * it is heard, or (`async`, `webhook_url`) by a task.
 */
export function sttRoute(
  service: VoiceService,
  options: ResolvedServerOptions,
  { isTask = false }: SttRouteOptions = {},
): RouteHandler {
  const transcribe = async (c: ServerContext, request: TranscriptionRequest, format: ResponseFormat) => {
    const transcript = await service.transcribe(request, { signal: c.req.raw.signal });
    const headers = {
      ...warningHeaders(transcript.warnings, request, { model: transcript.model }),
      ...usageHeaders(transcript.usage),
    };
    return transcriptResponse(transcript, format, headers);
  };

  const transcribeEvents = async (c: ServerContext, upload: Upload, request: TranscriptionRequest, form: EventForm) => {
    const work = workSignal(c.req.raw);
    const { source } = await peek(sourceOf(service.streamTranscript(request, { signal: work.signal })));
    const close = () => source.close().finally(upload.remove);
    return streamResponse(c, {
      headers: { 'content-type': form === 'sse' ? SSE_TYPE : EVENT_STREAM_TYPE },
      pieces:
        form === 'sse'
          ? eventLines(c, { ...source, close }, ...SSE_ENCODERS)
          : eventLines(c, { ...source, close }, encodeTranscriptEvent),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };

  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options);
    try {
      const { task, ...form } = splitTaskFields(parseTranscriptionForm(upload.fields));
      const { model, language, timestamps, diarize, punctuate, stream_format, response_format } = form;
      const numSpeakers = form.num_speakers;
      const words = needsWords(response_format) || response_format === 'verbose_json' || timestamps;
      const request: TranscriptionRequest = {
        audio: { path: upload.path },
        fileName: upload.fileName,
        ...definedFields({ model, language, words, diarize, numSpeakers, punctuate }),
      };
      const wantedForm = eventForm(stream_format, c.req.header('accept') ?? '');
      if (asksForTask(c, task) || (isTask && task.async !== false && !wantedForm && response_format === 'json')) {
        const submitted = await submitTask(c, service, { type: 'transcribe', request, ...webhookOf(task) });
        await upload.remove();
        return submitted;
      }
      if (wantedForm && response_format !== 'json') throw eventsAreJson(response_format);
      if (wantedForm) return await transcribeEvents(c, upload, request, wantedForm);
      const response = await transcribe(c, request, response_format);
      await upload.remove();
      return response;
    } catch (error) {
      await upload.remove();
      throw error;
    }
  };
}

function eventForm(asked: 'events' | 'sse' | undefined, accept: string): EventForm | undefined {
  if (asked === 'sse' || accept.includes('text/event-stream')) return 'sse';
  return asked === 'events' || accept.includes(EVENT_STREAM_TYPE) ? 'lines' : undefined;
}

/** The same lines, each in a frame. */
const SSE_ENCODERS = [
  (event: TranscriptEvent) => `data: ${encodeTranscriptEvent(event)}\n`,
  (error: unknown, requestId: string) => `data: ${encodeErrorLine(error, requestId)}\n`,
] as const;

function transcriptResponse(
  transcript: Transcript,
  format: ResponseFormat,
  headers: Readonly<Record<string, string>>,
): Response {
  if (isTextFormat(format)) return transcriptTextResponse(transcript, format, headers);
  const write = format === 'verbose_json' ? toVerboseWireTranscript : toWireTranscript;
  return Response.json(write(transcript), { headers });
}

function eventsAreJson(format: ResponseFormat): BadRequestError {
  return new BadRequestError(`Events are JSON: they cannot come as ${format}.`, {
    reason: 'invalid_parameter',
    param: 'response_format',
    hint: 'Leave `response_format` out, or `stream_format` and the Accept header.',
  });
}
