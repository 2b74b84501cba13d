import type { ConvertAudioRequest, VoiceService } from '@potoo/core';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { audioHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { parseConvertForm } from './schemas/convert-form.ts';
import { definedFields } from './schemas/defined-fields.ts';

/** `POST /v1/audio/convert/`: changes format, rate, channels, bitrate, loudness or speed of a file. */
export function convertRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.convertBytes, options);
    try {
      const { sample_rate: sampleRate, ...form } = parseConvertForm(upload.fields);
      const request: ConvertAudioRequest = {
        audio: { path: upload.path },
        fileName: upload.fileName,
        ...definedFields({ ...form, sampleRate }),
      };
      const { audio, warnings } = await service.convertAudio(request, { signal: c.req.raw.signal });
      return new Response(audio.bytes(), {
        headers: {
          ...audioHeaders(audio, 'converted'),
          ...warningHeaders(warnings),
          'content-length': String(audio.bytes().byteLength),
        },
      });
    } finally {
      await upload.remove();
    }
  };
}
