import type { ConvertVoiceRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseConvertVoiceForm } from './schemas/convert-voice-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';

/** What the documentation of TTS.ai converts with, and into. */
const DEFAULTS = { model: 'openvoice', format: 'wav' } as const;

/** `POST /v1/voice-convert/`: says a recording again in another voice. */
export function convertVoiceRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute<ConvertVoiceRequest>(
    {
      maxBytes: options.limits.convertBytes,
      name: 'converted',
      read(fields, file) {
        const form = splitTaskFields(parseConvertVoiceForm(fields));
        const { task, target_voice: targetVoice, sample_rate: sampleRate, ...rest } = form;
        return { task, request: { ...DEFAULTS, ...file, targetVoice, ...definedFields({ ...rest, sampleRate }) } };
      },
      run: (request, call) => service.convertVoice(request, call),
      job: (request) => ({ type: 'convertVoice', request }),
    },
    service,
    options,
  );
}
