import type { VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseDereverbForm } from './schemas/dereverb-form.ts';

/** `POST /v1/audio/dereverb/`: takes echo, reverberation or both away. */
export function dereverbRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute(
    {
      maxBytes: options.limits.toolBytes,
      name: 'dereverberated',
      run(fields, file, call) {
        const { sample_rate: sampleRate, ...form } = parseDereverbForm(fields);
        return service.dereverb({ ...file, ...definedFields({ ...form, sampleRate }) }, call);
      },
    },
    options,
  );
}
