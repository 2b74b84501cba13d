import { z } from 'zod';
import { flagFromText } from './form-fields.ts';

/** Where the end of a task is told. */
export const webhookField = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .optional()
  .describe('An http or https address.');

/** The fields by which a form asks for a task. */
export const taskForm = { async: flagFromText, webhook_url: webhookField };
