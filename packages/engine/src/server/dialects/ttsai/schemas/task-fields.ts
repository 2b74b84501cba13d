import { z } from 'zod';
import { flagFromText } from '../../../requests/form-fields.ts';
import type { TaskWishes } from '../tasks/wants-task.ts';

/** Where the end of a task is told. */
export const webhookField = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .optional()
  .describe('An http or https address.');

/** The fields by which a form asks for a task. */
export const taskForm = { async: flagFromText, webhook_url: webhookField };

/** Parts what a form asks for from whether it is to be done by a task. */
export function splitTaskFields<Form extends TaskWishes>({ async, webhook_url, ...form }: Form) {
  return { ...form, task: { async, webhook_url } };
}
