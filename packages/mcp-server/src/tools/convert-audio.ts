import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import {
  audioSource,
  defined,
  madeAudio,
  storeMade,
  targetFormat,
  targetName,
  wantedFormat,
  wantedName,
} from './fields.ts';
import { defineTool } from './tool.ts';

/** Changes what a recording is stored as, or how fast or loud it is. */
export const convertAudio = defineTool({
  name: 'convert_audio',
  title: 'Convert audio',
  description: 'Changes format, speed, loudness and the like, or takes the sound out of a video.',
  group: 'audio',
  icon: '🔁',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'convertAudio',
  input: z.strictObject({
    ...audioSource,
    ...targetFormat,
    ...targetName,
    bitrate: z.number().min(64).max(320).optional().describe('kbit/s'),
    sample_rate: z.int().min(8000).max(48_000).optional().describe('Hz'),
    channels: z.enum(['mono', 'stereo']).optional(),
    speed: z.number().min(0.5).max(2).optional(),
    loudness: z.number().min(-40).max(-8).optional().describe('LUFS'),
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const { bitrate, sample_rate: sampleRate, channels, speed, loudness } = input;
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, 'converted'));
    const service = await context.service();
    const made = await service.convertAudio(
      { audio, fileName, format: wantedFormat(input), ...defined({ bitrate, sampleRate, channels, speed, loudness }) },
      context.call,
    );
    const { facts, file } = await storeMade(made, name, context);
    return { facts, files: [file] };
  },
});
