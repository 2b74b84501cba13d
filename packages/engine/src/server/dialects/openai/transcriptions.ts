import {
  BadRequestError,
  type Transcript,
  type TranscriptionRequest,
  UnsupportedError,
  type VoiceService,
  type Warning,
} from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload, type Upload } from '../../requests/receive-upload.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { encodeFrame, SSE_TYPE } from '../../responses/server-sent-events.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { isTextFormat, needsWords, transcriptTextResponse } from '../../responses/transcript-text.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { notFollowed, notKnown } from '../left-out.ts';
import { encodeErrorFrame } from './error-body.ts';
import { LIST_FIELDS, parseTranscriptionForm, type TranscriptionForm } from './schemas/transcription-form.ts';
import { servedTranscription } from './served-names.ts';
import { diarizedBody, jsonBody, verboseBody } from './transcript-bodies.ts';
import { transcriptFrames } from './transcript-frames.ts';

/** A request as it goes to the service, and what the answer is made by. */
interface Order {
  readonly request: TranscriptionRequest;
  readonly form: TranscriptionForm;
  /** What is known before the service has said anything. */
  readonly warnings: readonly Warning[];
}

/** `POST /v1/audio/transcriptions`: writes down what is said in a file, whole or (`stream`) as it is heard. */
export function transcriptionsRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const transcribe = async (c: ServerContext, upload: Upload, { request, form, warnings }: Order) => {
    const transcript = await service.transcribe(request, { signal: c.req.raw.signal });
    await upload.remove();
    const headers = warningHeaders([...warnings, ...transcript.warnings], askedOf(form), { model: transcript.model });
    return transcriptResponse(transcript, form, { ...headers, ...usageHeaders(transcript.usage) });
  };

  const transcribeEvents = async (c: ServerContext, upload: Upload, { request, form, warnings }: Order) => {
    const work = workSignal(c.req.raw);
    const events = transcriptFrames(service.streamTranscript(request, { signal: work.signal }), {
      diarized: form.response_format === 'diarized_json',
    });
    const { source } = await peek(sourceOf(events));
    const close = () => source.close().finally(upload.remove);
    return streamResponse(c, {
      headers: {
        'content-type': SSE_TYPE,
        ...warningHeaders(warnings, askedOf(form), { model: request.model ?? 'auto' }),
      },
      pieces: eventLines(c, { ...source, close }, encodeFrame, encodeErrorFrame),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };

  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options, { repeatable: LIST_FIELDS });
    try {
      const order = await transcriptionOrder(service, upload, c.req.raw.signal);
      return await (order.form.stream ? transcribeEvents : transcribe)(c, upload, order);
    } catch (error) {
      await upload.remove();
      throw error;
    }
  };
}

async function transcriptionOrder(service: VoiceService, upload: Upload, signal: AbortSignal): Promise<Order> {
  const form = parseTranscriptionForm(upload);
  const { response_format: format, timestamp_granularities: granularities, language } = form;
  if (form.stream && (format === 'verbose_json' || needsWords(format))) throw notStreamable(format);
  const diarize = format === 'diarized_json';
  if (diarize && !(await service.capabilities({ signal })).diarization) throw cannotTellSpeakers();
  const names = await servedTranscription(service, form.model, { signal });
  const words = needsWords(format) || (format === 'verbose_json' && granularities?.includes('word') === true);
  const times = granularities && format !== 'verbose_json' ? ['timestamp_granularities'] : [];
  return {
    form,
    request: {
      audio: { path: upload.path },
      fileName: upload.fileName,
      ...definedFields({ model: names.model, language }),
      ...(words && { words }),
      ...(diarize && { diarize }),
    },
    warnings: [...names.warnings, ...notFollowed([...form.notFollowed, ...times]), ...notKnown(form.notKnown)],
  };
}

function transcriptResponse(transcript: Transcript, form: TranscriptionForm, headers: Record<string, string>) {
  const { response_format: format, timestamp_granularities: granularities = ['segment'], temperature } = form;
  if (isTextFormat(format)) return transcriptTextResponse(transcript, format, headers);
  if (format === 'json') return Response.json(jsonBody(transcript), { headers });
  if (format === 'verbose_json') {
    return Response.json(verboseBody(transcript, granularities, temperature), { headers });
  }
  if (transcript.segments.some(({ speaker }) => speaker === undefined)) throw cannotTellSpeakers();
  return Response.json(diarizedBody(transcript), { headers });
}

function askedOf({ model }: TranscriptionForm): { readonly model?: string } {
  return definedFields({ model });
}

function notStreamable(format: string): BadRequestError {
  return new BadRequestError(`${format} is made of the whole transcript, so it cannot be streamed.`, {
    reason: 'invalid_parameter',
    param: 'stream',
    hint: 'Leave `stream` out, or ask for json, text or diarized_json.',
  });
}

function cannotTellSpeakers(): UnsupportedError {
  return new UnsupportedError('Nothing that is installed tells speakers apart.', {
    reason: 'feature_not_supported',
    param: 'response_format',
    hint: 'Ask for verbose_json, which has the same segments without speakers.',
  });
}
