import * as z from 'zod';
import { defineTool } from './tool.ts';

/** Stops what play_audio plays. */
export const stopAudio = defineTool({
  name: 'stop_audio',
  title: 'Stop playing',
  description: 'Stops what play_audio plays on the loudspeaker of this machine, and what waits for its turn.',
  group: 'devices',
  icon: '⏹️',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  mayBecomeJob: false,
  input: z.strictObject({}),
  output: z.object({ stopped: z.number().describe('How many') }),
  run: async (_, { speaker }) => ({ facts: { stopped: speaker.stop() } }),
});
