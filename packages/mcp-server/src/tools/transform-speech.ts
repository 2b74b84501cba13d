import type { Emotion } from '@potoo/core';
import * as z from 'zod';
import { nameFromFile } from '../files/output-name.ts';
import { audioSource, defined, madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

const EMOTIONS = ['neutral', 'happy', 'sad', 'angry', 'excited'] as const satisfies readonly Emotion[];

/** Changes how a recording is spoken. */
export const transformSpeech = defineTool({
  name: 'transform_speech',
  title: 'Change how it is said',
  description: 'Changes emotion or speed of recorded speech; the words stay.',
  group: 'voices',
  icon: '😊',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'transformSpeech',
  input: z.strictObject({
    ...audioSource,
    emotion: z.enum(EMOTIONS).optional(),
    speed: z.number().min(0.5).max(2).optional(),
    voice: z.string().min(1).optional().describe('Else its own'),
    ...targetName,
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const { emotion, speed, voice } = input;
    const service = await context.service();
    const { audio, fileName } = await context.openAudio(input);
    const name = wantedName(input, () => nameFromFile(fileName, emotion ?? 'changed'));
    const made = await service.transformSpeech(
      { audio, fileName, format: wantedFormat(input), ...defined({ emotion, speed, voice }) },
      context.call,
    );
    const { facts, file } = await storeMade(made, name, context);
    return { facts, files: [file] };
  },
});
