import type { VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseConvertForm } from './schemas/convert-form.ts';

/** `POST /v1/audio/convert/`: changes format, rate, channels, bitrate, loudness or speed of a file. */
export function convertRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute(
    {
      maxBytes: options.limits.convertBytes,
      name: 'converted',
      run(fields, file, call) {
        const { sample_rate: sampleRate, ...form } = parseConvertForm(fields);
        return service.convertAudio({ ...file, ...definedFields({ ...form, sampleRate }) }, call);
      },
    },
    options,
  );
}
