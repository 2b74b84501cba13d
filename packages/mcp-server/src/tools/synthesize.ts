import * as z from 'zod';
import { nameFromText } from '../files/output-name.ts';
import { audioTarget, defined, madeFile, wantedFormat, wantedName, warningFacts, warnings } from './fields.ts';
import { defineTool } from './tool.ts';
import { roundSeconds, wordFacts, wordFields } from './word-fields.ts';

/** Speaks a text into a file. */
export const synthesize = defineTool({
  name: 'synthesize',
  title: 'Speak a text',
  description:
    'Text to speech: speaks text into an audio file. Use for reading aloud, voice-overs and audio versions; long texts at ' +
    'once, not in pieces. Not for changing recordings.',
  group: 'speak',
  icon: '🔊',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'synthesize',
  input: z.strictObject({
    text: z.string().min(1).describe('What to say; plain or SSML'),
    voice: z.string().min(1).optional().describe('Voice id of list_voices'),
    language: z.string().min(2).max(35).optional().describe('BCP-47; default detected'),
    speed: z.number().min(0.5).max(2).optional(),
    ...audioTarget,
    words: z.boolean().optional().describe('Return word times'),
    inline: z.boolean().optional().describe('Return the audio itself too'),
  }),
  output: z.object({
    ...madeFile,
    duration: z.number().describe('Seconds'),
    voice: z.string().describe('Voice that spoke'),
    language: z.string().describe('BCP-47 tag'),
    ...wordFields,
    warnings,
  }),
  run: async (input, context) => {
    const { text, filename, words, inline = false } = input;
    const name = wantedName(filename, () => nameFromText(text, 'speech'));
    const service = await context.service();
    const spoken = await service.synthesize(
      {
        text,
        ...wantedFormat(input),
        ...defined({ voice: input.voice ?? context.defaultVoice, language: input.language, speed: input.speed, words }),
      },
      context.call,
    );
    const file = await context.saveAudio(spoken.audio, name);
    return {
      facts: {
        path: file.path,
        uri: file.uri,
        duration: roundSeconds(spoken.duration),
        voice: spoken.voice,
        language: spoken.language,
        ...(words && (await wordFacts(spoken.words, name, context))),
        ...warningFacts(spoken.warnings),
      },
      files: [file],
      inline,
    };
  },
});
