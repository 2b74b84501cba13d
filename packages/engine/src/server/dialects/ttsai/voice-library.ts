import { NotFoundError, type Voice, type VoiceService } from '@potoo/core';
import { toWireVoice } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { namedByCaller } from '../../../requests/named-by-caller.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler, ServerContext } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { parseImportForm, parseVoiceForm } from './schemas/voice-form.ts';

/** `POST /v1/voices/`: clones a voice and keeps it, with the consent of its speaker. Potoo's own, as all of these are. */
export function cloneVoiceRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.referenceBytes, options, { file: 'reference_audio' });
    try {
      const form = parseVoiceForm(upload.fields);
      const { name, model, language, consent_speaker: speaker, consent_statement: statement } = form;
      const { warnings, ...voice } = await service.cloneVoice(
        {
          reference: { path: upload.path },
          name,
          consent: { speaker, statement, ...(form.consent_date && { date: form.consent_date }) },
          ...definedFields({ model, language }),
        },
        { signal: c.req.raw.signal },
      );
      return created(voice, { ...warningHeaders(warnings) });
    } catch (error) {
      throw namedByCaller(error, 'reference', 'reference_audio');
    } finally {
      await upload.remove();
    }
  };
}

/** `POST /v1/voices/import/`: keeps the voice of a file that was exported. */
export function importVoiceRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.referenceBytes, options);
    try {
      const request = { file: { path: upload.path }, ...definedFields(parseImportForm(upload.fields)) };
      return created(await service.importVoice(request, { signal: c.req.raw.signal }));
    } finally {
      await upload.remove();
    }
  };
}

/** `GET /v1/voices/{id}`: a voice, cloned or not. */
export function getVoiceRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = voiceIdOf(c);
    const voices = await service.listVoices({}, { signal: c.req.raw.signal });
    const voice = voices.find((known) => known.id === id || `${known.model}/${known.id}` === id);
    if (voice) return Response.json(toWireVoice(voice));
    throw new NotFoundError(`There is no voice "${id.slice(0, 80)}".`, {
      reason: 'voice_not_found',
      param: 'voice',
      hint: 'GET /v1/voices/ lists the voices.',
    });
  };
}

/** `DELETE /v1/voices/{id}`: removes a cloned voice, and everything that is kept of it. */
export function deleteVoiceRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    await service.deleteVoice(voiceIdOf(c), { signal: c.req.raw.signal });
    return new Response(null, { status: 204 });
  };
}

/** `GET /v1/voices/{id}/export`: a cloned voice as a file. */
export function exportVoiceRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const id = voiceIdOf(c);
    const file = await service.exportVoice(id, { signal: c.req.raw.signal });
    const headers = {
      'content-type': 'application/vnd.potoo.voice+json',
      'content-disposition': `attachment; filename="${id.replace(/[^\w-]/g, '_')}.potoo-voice"`,
      'content-length': String(file.byteLength),
    };
    return new Response(file, { headers });
  };
}

function created(voice: Voice, headers: Readonly<Record<string, string>> = {}): Response {
  const location = `/v1/voices/${encodeURIComponent(voice.id)}`;
  return Response.json(toWireVoice(voice), { status: 201, headers: { ...headers, location } });
}

function voiceIdOf(c: ServerContext): string {
  return c.req.param('id') ?? '';
}
