import type { ConvertAudioRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseConvertForm } from './schemas/convert-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';

/** `POST /v1/audio/convert/`: changes format, rate, channels, bitrate, loudness or speed of a file. */
export function convertRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute<ConvertAudioRequest>(
    {
      maxBytes: options.limits.convertBytes,
      name: 'converted',
      read(fields, file) {
        const { task, sample_rate: sampleRate, ...form } = splitTaskFields(parseConvertForm(fields));
        return { task, request: { ...file, ...definedFields({ ...form, sampleRate }) } };
      },
      run: (request, call) => service.convertAudio(request, call),
      job: (request) => ({ type: 'convertAudio', request }),
    },
    service,
    options,
  );
}
