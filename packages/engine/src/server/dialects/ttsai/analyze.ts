import type { VoiceService } from '@potoo/core';
import { toWireAnalysis } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { parseAnalyzeForm } from './schemas/analyze-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { asksForTask } from './tasks/wants-task.ts';

/** `POST /v1/audio/analyze/`: finds key, tempo, meter and loudness of a file. */
export function analyzeRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.toolBytes, options);
    try {
      const { path, fileName, fields } = upload;
      const { task, ...form } = splitTaskFields(parseAnalyzeForm(fields));
      const request = { audio: { path }, fileName, ...definedFields(form) };
      if (asksForTask(c, task)) return await submitTask(c, service, { type: 'analyze', request, ...webhookOf(task) });
      const analysis = await service.analyze(request, { signal: c.req.raw.signal });
      const headers = { ...warningHeaders(analysis.warnings), ...usageHeaders(analysis.usage) };
      return Response.json(toWireAnalysis(analysis), { headers });
    } finally {
      await upload.remove();
    }
  };
}
