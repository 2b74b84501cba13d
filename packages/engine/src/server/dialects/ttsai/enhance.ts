import type { VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio-route.ts';
import { parseEnhanceForm } from './schemas/enhance-form.ts';

/** `POST /v1/audio/enhance/`: takes noise away, makes speech clearer, extends the bandwidth. */
export function enhanceRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return audioRoute(
    {
      maxBytes: options.limits.toolBytes,
      name: 'enhanced',
      run(fields, file, call) {
        const {
          enhance_clarity: clarity,
          super_resolution: superResolution,
          sample_rate: sampleRate,
          ...form
        } = parseEnhanceForm(fields);
        const request = { ...file, ...definedFields({ ...form, clarity, superResolution, sampleRate }) };
        return service.enhance(request, call);
      },
    },
    options,
  );
}
