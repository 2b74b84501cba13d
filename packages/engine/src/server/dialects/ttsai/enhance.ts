import type { EnhanceRequest, VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseEnhanceForm } from './schemas/enhance-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';

/** `POST /v1/audio/enhance/`: takes noise away, makes speech clearer, extends the bandwidth. */
export function enhanceRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute<EnhanceRequest>(
    {
      maxBytes: options.limits.toolBytes,
      name: 'enhanced',
      read(fields, file) {
        const {
          task,
          enhance_clarity: clarity,
          super_resolution: superResolution,
          sample_rate: sampleRate,
          ...form
        } = splitTaskFields(parseEnhanceForm(fields));
        return { task, request: { ...file, ...definedFields({ ...form, clarity, superResolution, sampleRate }) } };
      },
      run: (request, call) => service.enhance(request, call),
      job: (request) => ({ type: 'enhance', request }),
    },
    service,
    options,
  );
}
