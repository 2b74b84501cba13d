import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { limitText, MACHINE_MADE } from '../results/machine-made.ts';
import {
  audioSource,
  defined,
  languageTag,
  madeAudio,
  storeMade,
  targetName,
  wantedFormat,
  wantedName,
} from './fields.ts';
import { defineTool } from './tool.ts';

/** Says a recording in another language. */
export const translateSpeech = defineTool({
  name: 'translate_speech',
  title: 'Translate speech',
  description: 'Says a recording in another language, as audio. For written text use transcribe.',
  group: 'voices',
  icon: '🌍',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'translateSpeech',
  input: z.strictObject({
    ...audioSource,
    language: languageTag.describe('Target, BCP-47'),
    voice: z.string().min(1).optional(),
    keep_voice: z.boolean().optional().describe("Keep the speaker's"),
    ...targetName,
  }),
  output: z.object({
    ...madeAudio,
    original_text: z.string(),
    translated_text: z.string(),
    source_language: z.string(),
    about: z.string(),
  }),
  run: async (input, context) => {
    const { language, voice, keep_voice: preserveVoice } = input;
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, language));
    const made = await service.translateSpeech(
      { audio, fileName, targetLanguage: language, format: wantedFormat(input), ...defined({ voice, preserveVoice }) },
      context.call,
    );
    const { facts, file } = await storeMade(made, name, context);
    const { originalText, translatedText, sourceLanguage } = made;
    return {
      facts: {
        ...facts,
        about: MACHINE_MADE,
        original_text: limitText(originalText),
        translated_text: limitText(translatedText),
        source_language: sourceLanguage,
      },
      files: [file],
    };
  },
});
