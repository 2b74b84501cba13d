import { Readable } from 'node:stream';
import type { SeparateRequest, SeparationResult, VoiceService } from '@potoo/core';
import { FileTooLargeError } from '@potoo/core/errors';
import { fitZip, zipStems } from '../../../audio/stem-files.ts';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import { stemsForm } from '../../responses/stems-form.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { parseSeparateForm } from './schemas/separate-form.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { finishedTask, submitTask, webhookOf } from './tasks/submit-task.ts';
import { wantsTask } from './tasks/wants-task.ts';

/**
 * `POST /v1/audio/separate/`: splits a file into stems. It is a task, whose end the answer waits for unless it is asked
 * not to; a client that takes files (`Accept: application/zip`, or `multipart/form-data` with one part for each stem) gets
 * them in the answer.
 */
export function separateRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.toolBytes, options);
    try {
      const { task, sample_rate: sampleRate, ...form } = splitTaskFields(parseSeparateForm(upload.fields));
      const request: SeparateRequest = {
        audio: { path: upload.path },
        fileName: upload.fileName,
        format: 'wav',
        ...definedFields({ ...form, sampleRate }),
      };
      const job = { type: 'separate', request, ...webhookOf(task) } as const;
      if (wantsTask(c, task, options.platform !== undefined)) return await submitTask(c, service, job);
      const accept = c.req.header('accept') ?? '';
      const respond = [zipResponse, formResponse].find(({ type }) => accept.includes(type));
      if (!respond) return await finishedTask(c, service, job);
      const result = await service.separate(request, { signal: c.req.raw.signal });
      return respond.of(result);
    } finally {
      await upload.remove();
    }
  };
}

const zipResponse = {
  type: 'application/zip',
  of(result: SeparationResult): Response {
    if (!fitZip(result.stems)) throw tooLargeForZip();
    const headers = {
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="stems.zip"',
    };
    return new Response(streamOf(zipStems(result.stems)), { headers: { ...headers, ...resultHeaders(result) } });
  },
};

const formResponse = {
  type: 'multipart/form-data',
  of(result: SeparationResult): Response {
    const { contentType, parts } = stemsForm(result.stems);
    return new Response(streamOf(parts), { headers: { 'content-type': contentType, ...resultHeaders(result) } });
  },
};

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream<Uint8Array>;
}

function tooLargeForZip(): FileTooLargeError {
  return new FileTooLargeError('The stems are larger than a ZIP file can be, which is 4 GiB.', {
    reason: 'result_too_large',
    hint: 'Ask for mp3 or flac, or for a task, whose stems are files of their own.',
  });
}

function resultHeaders({ warnings, usage }: SeparationResult): Record<string, string> {
  return { ...warningHeaders(warnings), ...usageHeaders(usage) };
}
