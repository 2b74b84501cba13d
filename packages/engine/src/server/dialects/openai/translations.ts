import { type TranslationResult, UnsupportedError, type VoiceService } from '@potoo/core';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { notFollowed, notKnown } from '../left-out.ts';
import { LIST_FIELDS, parseTranslationForm, type TranslationForm } from './schemas/transcription-form.ts';
import { servedTranslation } from './served-names.ts';
import { durationUsage } from './token-usage.ts';

/** `POST /v1/audio/translations`: writes down in English what is said in any language. */
export function translationsRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const { signal } = c.req.raw;
    const { features } = await service.capabilities({ signal });
    if (!features.includes('translateSpeech')) throw cannotTranslate();
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options, { repeatable: LIST_FIELDS });
    try {
      const form = parseTranslationForm(upload);
      const format = form.response_format;
      if (format !== 'json' && format !== 'text') throw hasNoTimes(format);
      const { path, fileName } = upload;
      const names = servedTranslation(form.model);
      const request = {
        audio: { path },
        fileName,
        targetLanguage: 'en',
        speak: false,
        ...definedFields({ model: names.model }),
      };
      const result = await service.translateSpeech(request, { signal });
      const leftOut = [...notFollowed(form.notFollowed), ...notKnown(form.notKnown)];
      const warnings = [...leftOut, ...names.warnings, ...result.warnings];
      return translationResponse(result, format, { ...warningHeaders(warnings), ...usageHeaders(result.usage) });
    } finally {
      await upload.remove();
    }
  };
}

function translationResponse(
  { translatedText: text, usage }: TranslationResult,
  format: 'json' | 'text',
  headers: Record<string, string>,
): Response {
  if (format === 'text') {
    return new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });
  }
  const { audioSeconds } = usage;
  return Response.json(
    { text, ...(audioSeconds !== undefined && { usage: durationUsage(audioSeconds) }) },
    { headers },
  );
}

function cannotTranslate(): UnsupportedError {
  return new UnsupportedError('Nothing that is installed translates speech.', {
    reason: 'feature_not_supported',
    hint: 'POST /v1/audio/transcriptions writes down what is said in its own language.',
  });
}

function hasNoTimes(format: TranslationForm['response_format']): UnsupportedError {
  return new UnsupportedError(`A translation has no times, which ${format} is made of.`, {
    reason: 'feature_not_supported',
    param: 'response_format',
    hint: 'Ask for json or text.',
  });
}
