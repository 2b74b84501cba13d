import * as z from 'zod';
import { alignWords } from '../alignment/align-words.ts';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, languageTag, warningFacts } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';
import { wordFacts, wordFields } from './word-fields.ts';

/** Below this share of words that were heard, the times are guesses, and a warning says so. */
const LEAST_MATCHED = 0.5;

/**
 * Tells when each word of a known text is said in a recording. The voice service writes down what it hears, with word
 * times; the two texts are then laid beside each other. Words that were not heard get the time that is left for them.
 */
export const alignText = defineTool({
  name: 'align_text',
  title: 'Time a known text',
  description: 'When each word of a text is said in its recording. Without the text use transcribe.',
  group: 'listen',
  icon: '🧭',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'transcribe',
  input: z.strictObject({
    ...audioSource,
    text: z.string().min(1).describe('What is said'),
    language: languageTag.optional().describe('BCP-47'),
  }),
  output: z.object({
    ...wordFields,
    matched: z.number().describe('Share heard; rest estimated'),
    duration: z.number().describe('Seconds'),
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const { language, text } = input;
    const { audio, fileName } = await context.openAudio(input);
    const service = await context.service();
    const heard = await service.transcribe({ audio, fileName, words: true, ...defined({ language }) }, context.call);
    const words = heard.segments.flatMap((segment) => segment.words);
    const aligned = await alignWords(text, words, heard.duration, context.call.signal);
    const matched = aligned.filter((word) => word.heard).length / Math.max(1, aligned.length);
    const doubtful =
      matched < LEAST_MATCHED ? [{ message: 'Little of the text was heard: most times are estimates.' }] : [];
    return {
      facts: {
        ...(await wordFacts(aligned, nameFromFile(fileName, 'aligned'), context)),
        matched: Math.round(matched * 100) / 100,
        duration: roundSeconds(heard.duration),
        ...warningFacts([...heard.warnings, ...doubtful]),
      },
    };
  },
});
