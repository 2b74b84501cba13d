import type { AudioInput, AudioResult, CallOptions } from '@potoo/core';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { audioHeaders, usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';

/** A route that takes an audio file with a form and answers with an audio file. */
export interface AudioRoute {
  /** Most bytes of the file. */
  readonly maxBytes: number;
  /** Name of the answer's file, without extension. */
  readonly name: string;
  /** Does the work. */
  run(
    fields: ReadonlyMap<string, string>,
    file: { readonly audio: AudioInput; readonly fileName: string },
    call: CallOptions,
  ): Promise<AudioResult>;
}

/** Serves such a route. The file is on disk while the work goes on, and gone afterwards. */
export function audioRoute({ maxBytes, name, run }: AudioRoute, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, maxBytes, options);
    try {
      const { path, fileName, fields } = upload;
      const { audio, warnings, usage } = await run(fields, { audio: { path }, fileName }, { signal: c.req.raw.signal });
      return new Response(audio.bytes(), {
        headers: {
          ...audioHeaders(audio, name),
          ...warningHeaders(warnings),
          ...usageHeaders(usage),
          'content-length': String(audio.bytes().byteLength),
        },
      });
    } finally {
      await upload.remove();
    }
  };
}
