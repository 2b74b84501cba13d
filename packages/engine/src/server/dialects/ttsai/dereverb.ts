import type { DereverbRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseDereverbForm } from './schemas/dereverb-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';

/** `POST /v1/audio/dereverb/`: takes echo, reverberation or both away. */
export function dereverbRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute<DereverbRequest>(
    {
      maxBytes: options.limits.toolBytes,
      name: 'dereverberated',
      read(fields, file) {
        const { task, sample_rate: sampleRate, ...form } = splitTaskFields(parseDereverbForm(fields));
        return { task, request: { ...file, ...definedFields({ ...form, sampleRate }) } };
      },
      run: (request, call) => service.dereverb(request, call),
      job: (request) => ({ type: 'dereverb', request }),
    },
    service,
    options,
  );
}
