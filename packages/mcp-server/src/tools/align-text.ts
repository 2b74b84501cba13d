import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, languageTag, warningFacts } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';
import { wordFacts, wordFields } from './word-fields.ts';

/** Tells when each word of a known text is said in a recording. */
export const alignText = defineTool({
  name: 'align_text',
  title: 'Time a known text',
  description: 'When each word of a text is said in its recording. Without the text use transcribe.',
  group: 'listen',
  icon: '🧭',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'align',
  input: z.strictObject({
    ...audioSource,
    text: z.string().min(1).describe('What is said'),
    language: languageTag.optional().describe('BCP-47'),
  }),
  output: z.object({
    ...wordFields,
    confidence: z.number().describe('0 to 1: that the text is said'),
    duration: z.number().describe('Seconds'),
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const { language, text } = input;
    const { audio, fileName } = await context.openAudio(input);
    const service = await context.service();
    const found = await service.align({ audio, fileName, text, ...defined({ language }) }, context.call);
    return {
      facts: {
        ...(await wordFacts(found.words, nameFromFile(fileName, 'aligned'), context)),
        confidence: Math.round(found.confidence * 100) / 100,
        duration: roundSeconds(found.duration),
        ...warningFacts(found.warnings),
      },
    };
  },
});
