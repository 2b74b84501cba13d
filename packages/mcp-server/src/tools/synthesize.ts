import * as z from 'zod';
import { nameFromText } from '../files/output-name.ts';
import {
  defined,
  languageTag,
  madeAudio,
  storeMade,
  targetFormat,
  targetName,
  wantedFormat,
  wantedName,
} from './fields.ts';
import { defineTool } from './tool.ts';
import { wordFacts, wordFields } from './word-fields.ts';

/** Speaks a text into a file. */
export const synthesize = defineTool({
  name: 'synthesize',
  title: 'Speak a text',
  description: 'Text to speech into an audio file. Use to read aloud or narrate; give long texts whole.',
  group: 'speak',
  icon: '🔊',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'synthesize',
  input: z.strictObject({
    text: z.string().min(1).describe('Plain or SSML'),
    voice: z.string().min(1).optional().describe('Id of list_voices'),
    language: languageTag.optional().describe('BCP-47; else detected'),
    speed: z.number().min(0.5).max(2).optional(),
    ...targetFormat,
    ...targetName,
    words: z.boolean().optional().describe('With times'),
    inline: z.boolean().optional().describe('Also audio data'),
  }),
  output: z.object({ ...madeAudio, voice: z.string(), language: z.string(), ...wordFields }),
  run: async (input, context) => {
    const { text, words, inline = false, language, speed } = input;
    const name = wantedName(input, () => nameFromText(text, 'speech'));
    const service = await context.service();
    const spoken = await service.synthesize(
      {
        text,
        format: wantedFormat(input),
        ...defined({ voice: input.voice ?? context.defaultVoice, language, speed, words }),
      },
      context.call,
    );
    const { facts, file } = await storeMade(spoken, name, context);
    const told = words ? await wordFacts(spoken.words, name, context) : {};
    return { facts: { ...facts, voice: spoken.voice, language: spoken.language, ...told }, files: [file], inline };
  },
});
