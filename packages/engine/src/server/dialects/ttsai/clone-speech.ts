import type { SpeakAsRequest, SpeechResult, VoiceService, Warning } from '@potoo/core';
import { EVENT_STREAM_TYPE, encodeSpeechEvent, fromSpeechBody } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { namedByCaller } from '../../../requests/named-by-caller.ts';
import { receiveUpload, type Upload } from '../../requests/receive-upload.ts';
import { eventLines } from '../../responses/event-lines.ts';
import { audioHeaders, usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { peek, sourceOf } from '../../responses/source.ts';
import { streamResponse } from '../../responses/stream-response.ts';
import { workSignal } from '../../responses/work-signal.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { type CloneForm, parseCloneForm } from './schemas/clone-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { wantsTask } from './tasks/wants-task.ts';
import { wholeSpeechEvents } from './whole-speech-events.ts';

/** The model that the documentation of TTS.ai clones with. */
const DEFAULT_MODEL = 'chatterbox';

/** How the route answers. */
export interface CloneSpeechRouteOptions {
  /** Whether the answer is a task unless another is asked for. @default false */
  readonly isTask?: boolean;
}

/**
 * `POST /v1/tts/clone/`: speaks a text in the voice of `reference_audio`. The answer is the audio file, as that of
 * `POST /v1/tts/` is, or its events, or a task.
 */
export function cloneSpeechRoute(
  service: VoiceService,
  options: ResolvedServerOptions,
  { isTask = false }: CloneSpeechRouteOptions = {},
): RouteHandler {
  const speakEvents = async (c: ServerContext, upload: Upload, request: SpeakAsRequest) => {
    const work = workSignal(c.req.raw);
    const events = wholeSpeechEvents((call) => service.speakAs(request, call), work.signal);
    const { source } = await peek(sourceOf(events));
    return streamResponse(c, {
      headers: { 'content-type': EVENT_STREAM_TYPE },
      pieces: eventLines(c, { ...source, close: () => source.close().finally(upload.remove) }, encodeSpeechEvent),
      work,
      stalledReaderMs: options.limits.stalledReaderMs,
    });
  };

  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.referenceBytes, options, { file: 'reference_audio' });
    let kept = false;
    try {
      const {
        task,
        stream_format: streamFormat,
        name,
        boost: _,
        ...speech
      } = splitTaskFields(parseCloneForm(upload.fields));
      const request = requestOf(speech, upload.path);
      const wantsEvents = streamFormat === 'events' || c.req.header('accept')?.includes(EVENT_STREAM_TYPE);
      const offersTasks = options.platform !== undefined;
      if (wantsTask(c, task, offersTasks) || (isTask && task.async !== false && !wantsEvents)) {
        const job = { type: 'speakAs', request: { ...request, words: true }, ...webhookOf(task) } as const;
        return await submitTask(c, service, job);
      }
      if (wantsEvents) {
        const response = await speakEvents(c, upload, request);
        kept = true;
        return response;
      }
      return speechResponse(await service.speakAs(request, { signal: c.req.raw.signal }), request, name);
    } catch (error) {
      throw namedByCaller(error, 'reference', 'reference_audio');
    } finally {
      if (!kept) await upload.remove();
    }
  };
}

type SpeechForm = Omit<CloneForm, 'async' | 'webhook_url' | 'stream_format' | 'name' | 'boost'>;

function requestOf(speech: SpeechForm, path: string): SpeakAsRequest {
  const { request } = fromSpeechBody(definedFields(speech));
  return { ...request, model: request.model ?? DEFAULT_MODEL, reference: { path } };
}

function speechResponse(result: SpeechResult, asked: SpeakAsRequest, name: string | undefined): Response {
  const { audio } = result;
  const warnings = name === undefined ? result.warnings : [...result.warnings, NOT_KEPT];
  return new Response(audio.bytes(), {
    headers: {
      ...audioHeaders(audio, 'speech'),
      ...warningHeaders(warnings, definedFields({ model: asked.model }), result),
      ...usageHeaders(result.usage),
      'content-length': String(audio.bytes().byteLength),
    },
  });
}

const NOT_KEPT: Warning = {
  type: 'unsupported',
  subject: 'name',
  message: 'The voice was not kept: POST /v1/voices/ keeps one, with the consent of the speaker.',
};
