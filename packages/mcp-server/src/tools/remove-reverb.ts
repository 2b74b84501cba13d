import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

/** Takes the room out of a recording. */
export const removeReverb = defineTool({
  name: 'remove_reverb',
  title: 'Remove echo',
  description: 'Takes the echo of the room away. For noise use enhance_audio.',
  group: 'audio',
  icon: '🏛️',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'dereverb',
  input: z.strictObject({
    ...audioSource,
    type: z.enum(['echo', 'reverb', 'both']).optional(),
    intensity: z.literal([1, 2, 3, 4, 5]).optional(),
    ...targetName,
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const { type, intensity } = input;
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, 'dry'));
    const made = await service.dereverb(
      { audio, fileName, format: wantedFormat(input), ...defined({ type, intensity }) },
      context.call,
    );
    const { facts, file } = await storeMade(made, name, context);
    return { facts, files: [file] };
  },
});
