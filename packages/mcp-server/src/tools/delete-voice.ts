import { ForbiddenError } from '@potoo/core/errors';
import * as z from 'zod';
import { defineTool } from './tool.ts';

/** Removes a cloned voice with its recording and consent, after a person has said yes where the host can ask. */
export const deleteVoice = defineTool({
  name: 'delete_voice',
  title: 'Delete a cloned voice',
  description: 'Removes a cloned voice and its recording for good.',
  group: 'voices',
  icon: '🗑️',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  feature: 'cloneVoice',
  mayBecomeJob: false,
  input: z.strictObject({ voice: z.string().min(1).max(200) }),
  output: z.object({ deleted: z.string() }),
  run: async ({ voice }, context) => {
    const service = await context.service();
    const { questions, call } = context;
    if (questions.canShowForms) {
      const fields = z.object({ agreed: z.boolean().default(false).describe('Delete it; it cannot be brought back') });
      const answer = await questions.askForm('delete', `Delete the cloned voice "${voice}"?`, fields);
      if (answer.action !== 'accept' || !answer.content.agreed) {
        const hint = 'Leave it at that, unless they ask again.';
        throw new ForbiddenError('The person wants to keep the voice.', { reason: 'declined', hint });
      }
    }
    await service.deleteVoice(voice, call);
    return { facts: { deleted: voice } };
  },
});
