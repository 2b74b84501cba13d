import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

/** Takes noise away and makes speech clearer. */
export const enhanceAudio = defineTool({
  name: 'enhance_audio',
  title: 'Clean up a recording',
  description: 'Takes noise away and makes speech clearer. For echo use remove_reverb.',
  group: 'audio',
  icon: '✨',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'enhance',
  input: z.strictObject({
    ...audioSource,
    strength: z.literal([1, 2, 3]).optional().describe('1 light to 3 strong'),
    denoise: z.boolean().optional(),
    clarity: z.boolean().optional(),
    widen: z.boolean().optional().describe('Extend the bandwidth'),
    ...targetName,
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const { strength, denoise, clarity, widen: superResolution } = input;
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, 'enhanced'));
    const made = await service.enhance(
      { audio, fileName, format: wantedFormat(input), ...defined({ strength, denoise, clarity, superResolution }) },
      context.call,
    );
    const { facts, file } = await storeMade(made, name, context);
    return { facts, files: [file] };
  },
});
