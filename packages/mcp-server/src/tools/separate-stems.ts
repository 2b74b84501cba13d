import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, targetName, wantedFormat, wantedName, warningFacts } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';

/** Splits music into its parts. */
export const separateStems = defineTool({
  name: 'separate_stems',
  title: 'Split music',
  description: 'Splits music into vocals and accompaniment, or more parts, one file each.',
  group: 'audio',
  icon: '🎚️',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'separate',
  input: z.strictObject({
    ...audioSource,
    stems: z.literal([2, 4, 5, 6]).optional(),
    ...targetName,
  }),
  output: z.object({
    stems: z.array(z.object({ name: z.string(), path: z.string(), uri: z.string() })),
    duration: z.number().describe('Seconds'),
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const { folders, stem } = wantedName(input, () => nameFromFile(fileName, 'stems'));
    const made = await service.separate(
      { audio, fileName, format: wantedFormat(input), ...defined({ stems: input.stems }) },
      context.call,
    );
    const parts = await Promise.all(
      made.stems.map(async ({ name, audio: part }) => ({
        name,
        file: await context.saveAudio(part, { folders, stem: `${stem}-${name}` }),
      })),
    );
    return {
      facts: {
        stems: parts.map(({ name, file: { path, uri } }) => ({ name, path, uri })),
        duration: roundSeconds(made.stems[0]?.audio.duration ?? 0),
        ...warningFacts(made.warnings),
      },
      files: parts.map(({ file }) => file),
    };
  },
});
