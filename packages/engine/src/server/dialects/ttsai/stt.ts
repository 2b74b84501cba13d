import type { Transcript, TranscriptionRequest, VoiceService } from '@potoo/core';
import { EVENT_STREAM_TYPE, encodeTranscriptEvent } from '@potoo/core/wire';
import { receiveUpload, type Upload } from '../../requests/receive-upload.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { warningHeaders } from '../../responses/result-headers.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { definedFields } from './schemas/defined-fields.ts';
import { parseTranscriptionForm } from './schemas/transcription-form.ts';
import { toWireTranscript } from './wire-transcript.ts';

/** `POST /v1/stt/`: writes down what is said in a file, as one JSON object or (`stream_format=events`) as it is heard. */
export function sttRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  const transcribe = async (c: ServerContext, upload: Upload, request: TranscriptionRequest) => {
    try {
      const transcript = await service.transcribe(request, { signal: c.req.raw.signal });
      return Response.json(toWireTranscript(transcript), { headers: transcriptHeaders(request, transcript) });
    } finally {
      await upload.remove();
    }
  };

  const transcribeEvents = async (c: ServerContext, upload: Upload, request: TranscriptionRequest) => {
    const work = workSignal(c.req.raw);
    const { source } = await peek(sourceOf(service.streamTranscript(request, { signal: work.signal })));
    const close = () => source.close().finally(upload.remove);
    return streamResponse(c, {
      headers: { 'content-type': EVENT_STREAM_TYPE },
      pieces: eventLines(c, { ...source, close }, encodeTranscriptEvent),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };

  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options);
    try {
      const { model, language, timestamps: words, diarize, stream_format } = parseTranscriptionForm(upload.fields);
      const request: TranscriptionRequest = {
        audio: { path: upload.path },
        fileName: upload.fileName,
        ...definedFields({ model, language, words, diarize }),
      };
      const wantsEvents = stream_format === 'events' || c.req.header('accept')?.includes(EVENT_STREAM_TYPE);
      return await (wantsEvents ? transcribeEvents : transcribe)(c, upload, request);
    } catch (error) {
      await upload.remove();
      throw error;
    }
  };
}

function transcriptHeaders(asked: TranscriptionRequest, transcript: Transcript): Record<string, string> {
  return warningHeaders(transcript.warnings, asked, { model: transcript.model });
}
