import type { VoiceService } from '@potoo/core';
import { toWireAlignment } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { parseAlignmentForm } from './schemas/alignment-form.ts';

/** `POST /v1/forced-alignment/`: finds the words of a text in its recording. The answer is ElevenLabs' and more. */
export function alignRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options);
    try {
      const { path, fileName, fields } = upload;
      const { text, language, model } = parseAlignmentForm(fields);
      const request = { audio: { path }, fileName, text, ...definedFields({ language, model }) };
      const alignment = await service.align(request, { signal: c.req.raw.signal });
      const headers = { ...warningHeaders(alignment.warnings), ...usageHeaders(alignment.usage) };
      return Response.json(toWireAlignment(alignment, text), { headers });
    } finally {
      await upload.remove();
    }
  };
}
