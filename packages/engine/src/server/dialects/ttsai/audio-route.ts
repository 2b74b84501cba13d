import type { AudioInput, AudioResult, CallOptions, JobRequest, VoiceService } from '@potoo/core';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { audioHeaders, usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { type TaskWishes, wantsTask } from './tasks/wants-task.ts';

/** The file of a form, as requests have it. */
export interface FormAudio {
  readonly audio: AudioInput;
  readonly fileName: string;
}

/** A route that takes an audio file with a form and answers with an audio file. */
export interface AudioRoute<Request> {
  /** Most bytes of the file. */
  readonly maxBytes: number;
  /** Name of the answer's file, without extension. */
  readonly name: string;
  /** Reads the form: what is to be done, and whether by a task. */
  read(fields: ReadonlyMap<string, string>, file: FormAudio): { readonly request: Request; readonly task: TaskWishes };
  /** Does the work. */
  run(request: Request, call: CallOptions): Promise<AudioResult>;
  /** The same work as a job. */
  job(request: Request): JobRequest;
}

/**
 * Serves such a route. The file is on disk while the work goes on, and gone afterwards; a task keeps a copy of its own.
 */
export function audioRoute<Request>(
  { maxBytes, name, read, run, job }: AudioRoute<Request>,
  service: VoiceService,
  options: ResolvedServerOptions,
): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, maxBytes, options);
    try {
      const { path, fileName, fields } = upload;
      const { request, task } = read(fields, { audio: { path }, fileName });
      if (wantsTask(c, task, options.platform !== undefined)) {
        return await submitTask(c, service, { ...job(request), ...webhookOf(task) });
      }
      const { audio, warnings, usage } = await run(request, { signal: c.req.raw.signal });
      return new Response(audio.stream(), {
        headers: {
          ...audioHeaders(audio, name),
          ...warningHeaders(warnings),
          ...usageHeaders(usage),
          'content-length': String(audio.byteLength),
        },
      });
    } finally {
      await upload.remove();
    }
  };
}
