import type { TransformSpeechRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { parseTransformSpeechForm } from './schemas/transform-speech-form.ts';

/** What the documentation of TTS.ai changes delivery with. */
const DEFAULTS = { model: 'openvoice' } as const;

/** `POST /v1/speech-to-speech/`: changes how a recording is spoken: its voice, its emotion, its speed. */
export function transformSpeechRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute<TransformSpeechRequest>(
    {
      maxBytes: options.limits.convertBytes,
      name: 'transformed',
      read(fields, file) {
        const { task, sample_rate: sampleRate, ...rest } = splitTaskFields(parseTransformSpeechForm(fields));
        return { task, request: { ...DEFAULTS, ...file, ...definedFields({ ...rest, sampleRate }) } };
      },
      run: (request, call) => service.transformSpeech(request, call),
      job: (request) => ({ type: 'transformSpeech', request }),
    },
    service,
    options,
  );
}
