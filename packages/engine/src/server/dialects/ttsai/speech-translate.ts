import type { TranslateSpeechRequest, TranslationResult, VoiceService } from '@potoo/core';
import { PATHS } from '@potoo/core/wire';
import { definedFields } from '../../../requests/defined-fields.ts';
import { receiveUpload } from '../../requests/receive-upload.ts';
import { audioKeeper } from '../../responses/keep-audio.ts';
import { usageHeaders, warningHeaders } from '../../responses/result-headers.ts';
import type { RouteHandler } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { splitTaskFields } from './schemas/task-fields.ts';
import { parseSpeechTranslationForm } from './schemas/translation-form.ts';
import { submitTask, webhookOf } from './tasks/submit-task.ts';
import { asksForTask } from './tasks/wants-task.ts';

/**
 * `POST /v1/speech-translate/`: says a recording in another language. The answer is JSON with both texts that tells where
 * the audio is, unless it is not to be spoken (`speak=false`); a form that holds the audio for a client that takes one (`Accept: multipart/form-data`); or a task.
 */
export function speechTranslateRoute(service: VoiceService, options: ResolvedServerOptions): RouteHandler {
  return async (c) => {
    const upload = await receiveUpload(c.req.raw, options.limits.transcribeBytes, options);
    try {
      const { path, fileName, fields } = upload;
      const { task, ...form } = splitTaskFields(parseSpeechTranslationForm(fields));
      const request = { audio: { path }, fileName, ...toRequest(form) };
      if (asksForTask(c, task)) {
        return await submitTask(c, service, { type: 'translateSpeech', request, ...webhookOf(task) });
      }
      const takesForm = c.req.header('accept')?.includes('multipart/form-data') ?? false;
      const keeper = takesForm ? undefined : audioKeeper(options, PATHS.results);
      const result = await service.translateSpeech(request, { signal: c.req.raw.signal });
      const headers = { ...warningHeaders(result.warnings), ...usageHeaders(result.usage) };
      if (!keeper) return new Response(formOf(result), { headers });
      const audioUrl = form.speak === false ? undefined : await keeper.keep(c, 'translation', result.audio);
      const body = {
        ...textsOf(result),
        ...definedFields({ audio_url: audioUrl }),
        credits_used: result.usage.creditsUsed ?? 0,
      };
      return Response.json(body, { headers });
    } finally {
      await upload.remove();
    }
  };
}

type Form = Omit<ReturnType<typeof parseSpeechTranslationForm>, 'async' | 'webhook_url'>;

function toRequest(form: Form): Omit<TranslateSpeechRequest, 'audio'> {
  const { target_language, source_language, preserve_voice, sample_rate, ...same } = form;
  return {
    targetLanguage: target_language,
    ...definedFields({
      ...same,
      sourceLanguage: source_language,
      preserveVoice: preserve_voice,
      sampleRate: sample_rate,
    }),
  };
}

function textsOf({ originalText, translatedText, sourceLanguage, targetLanguage }: TranslationResult) {
  return {
    original_text: originalText,
    translated_text: translatedText,
    source_language: sourceLanguage,
    target_language: targetLanguage,
  };
}

function formOf(result: TranslationResult): FormData {
  const { audio } = result;
  const { format, duration, sampleRate, channels } = audio;
  const form = new FormData();
  const facts = { format, duration, sample_rate: sampleRate, channels };
  form.append('translation', JSON.stringify({ ...textsOf(result), ...facts }));
  form.append('audio', audio.blob(), `translation.${format}`);
  return form;
}
