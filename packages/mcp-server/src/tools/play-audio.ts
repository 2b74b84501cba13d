import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { PLAYERS } from '../devices/programs.ts';
import { runDevice } from '../devices/run-device.ts';
import { withTemporaryWav } from '../devices/temporary-wav.ts';
import { audioSource } from './fields.ts';
import { roundSeconds } from './round-seconds.ts';
import { defineTool } from './tool.ts';

/** Plays a recording on the loudspeaker of the machine that the server runs on. Off unless it is asked for. */
export const playAudio = defineTool({
  name: 'play_audio',
  title: 'Play a recording',
  description: 'Plays a recording on the loudspeaker of this machine, to its end. stop_audio stops it.',
  group: 'devices',
  icon: '▶️',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  feature: 'convertAudio',
  input: z.strictObject({ ...audioSource, speed: z.number().min(0.5).max(2).optional() }),
  output: z.object({ played: z.number().describe('Seconds'), stopped: z.boolean().optional() }),
  run: async ({ path, uri, speed = 1 }, context) => {
    const { audio, fileName } = await context.openAudio({ path, uri });
    const service = await context.service();
    const { signal } = context.call;
    const made = await service.convertAudio({ audio, fileName, format: 'wav', speed }, context.call);
    const { duration } = made.audio;
    let startedAt: number | undefined;
    const ended = await withTemporaryWav(async (file) => {
      await writeFile(file, made.audio.bytes());
      return context.speaker.use(signal, (either) => {
        startedAt = performance.now();
        return runDevice(PLAYERS, file, { signal: either });
      });
    });
    if (ended) return { facts: { played: roundSeconds(duration) } };
    const played = startedAt === undefined ? 0 : (performance.now() - startedAt) / 1000;
    return { facts: { played: roundSeconds(Math.min(duration, played)), stopped: true } };
  },
});
