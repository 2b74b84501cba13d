import { readFile } from 'node:fs/promises';
import { DeviceError, ForbiddenError, type PotooError } from '@potoo/core/errors';
import * as z from 'zod';
import type { ToolContext } from '../calls/tool-context.ts';
import { RECORDERS } from '../devices/programs.ts';
import { runDevice } from '../devices/run-device.ts';
import { withTemporaryWav } from '../devices/temporary-wav.ts';
import { madeAudio, storeMade, targetName, wantedFormat, wantedName } from './fields.ts';
import { defineTool } from './tool.ts';

const TELL_EVERY_MS = 500;

/**
 * Records the microphone of the machine that the server runs on. Off unless it is asked for, and even then each recording
 * begins with a form that a person accepts: push to talk. A host that shows no forms cannot record.
 */
export const recordAudio = defineTool({
  name: 'record_audio',
  title: 'Record the microphone',
  description:
    'Records the microphone of this machine once the person at it agrees. To hear what they say, transcribe it.',
  group: 'devices',
  icon: '🔴',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  feature: 'convertAudio',
  input: z.strictObject({
    seconds: z.number().min(1).max(120).describe('How long'),
    purpose: z.string().min(1).max(300).describe('Shown to the person'),
    ...targetName,
  }),
  output: z.object(madeAudio),
  run: async (input, context) => {
    const { seconds, purpose } = input;
    await askToRecord(seconds, purpose, context);
    const service = await context.service();
    const { signal, onProgress } = context.call;
    const bytes = await withTemporaryWav(async (file) => {
      const startedAt = performance.now();
      const telling = setInterval(() => {
        const elapsed = (performance.now() - startedAt) / 1000;
        onProgress?.({ fraction: Math.min(0.99, elapsed / seconds), stage: `recording, ${Math.round(elapsed)} s` });
      }, TELL_EVERY_MS);
      try {
        await runDevice(RECORDERS, file, { signal, endAfterMs: seconds * 1000 });
      } finally {
        clearInterval(telling);
      }
      return readFile(file).catch((cause: unknown) => {
        throw new DeviceError('Nothing was recorded.', { hint: 'Look whether there is a microphone.', cause });
      });
    });
    const made = await service.convertAudio({ audio: bytes, format: wantedFormat(input) }, context.call);
    const name = wantedName(input, () => ({ folders: [], stem: 'recording' }));
    const { facts, file } = await storeMade(made, name, context);
    return { facts, files: [file] };
  },
});

async function askToRecord(seconds: number, purpose: string, { questions }: ToolContext): Promise<void> {
  if (!questions.canShowForms)
    throw refused('The host cannot ask the person, and nobody is recorded unasked.', 'cannot_ask');
  const message = `Record your microphone for ${seconds} s? The assistant says: ${purpose}`;
  const fields = z.object({ agreed: z.boolean().default(false).describe('Start recording now') });
  const answer = await questions.askForm('record', message, fields);
  if (answer.action !== 'accept' || !answer.content.agreed)
    throw refused('The person did not agree to be recorded.', 'declined');
}

function refused(message: string, reason: string): PotooError {
  return new ForbiddenError(message, { reason, hint: 'Ask for a recording as a file instead.' });
}
