import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

/** Says a recording again in another voice. */
export const convertVoice = defineTool({
  name: 'convert_voice',
  title: 'Change the voice',
  description: 'Says a recording again in another voice; words and timing stay.',
  group: 'voices',
  icon: '🎙️',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'convertVoice',
  input: z.strictObject({
    ...audioSource,
    voice: z.string().min(1).describe('Id of list_voices'),
    ...targetName,
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, 'voice'));
    const request = { audio, fileName, targetVoice: input.voice, format: wantedFormat(input) };
    const { facts, file } = await storeMade(await service.convertVoice(request, context.call), name, context);
    return { facts, files: [file] };
  },
});
