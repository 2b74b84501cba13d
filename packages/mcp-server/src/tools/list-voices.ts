import type { Voice } from '@potoo/core';
import * as z from 'zod';
import { defined, languageTag } from './fields.ts';
import { defineTool } from './tool.ts';

/** More would crowd out the conversation; a narrower question finds the others. */
const MOST_VOICES = 40;
const MOST_LANGUAGES = 5;

/** Lists voices that can speak. */
export const listVoices = defineTool({
  name: 'list_voices',
  title: 'List voices',
  description: 'Voices for synthesize: cloned ones, then others that are ready, then the rest.',
  group: 'speak',
  icon: '🎭',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  mayBecomeJob: false,
  input: z.strictObject({
    language: languageTag.optional().describe('BCP-47'),
    gender: z.enum(['female', 'male', 'neutral']).optional(),
    search: z.string().min(1).optional().describe('In id or name'),
  }),
  output: z.object({
    voices: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        model: z.string(),
        gender: z.string(),
        languages: z.array(z.string()),
        state: z.string(),
        cloned: z.boolean().optional(),
      }),
    ),
    total: z.number(),
  }),
  run: async (filter, context) => {
    const service = await context.service();
    const voices = await service.listVoices(defined(filter), context.call);
    const shown = clonedFirst(voices)
      .slice(0, MOST_VOICES)
      .map(({ id, name, model, gender, languages, state, cloned }) => ({
        id,
        name,
        model,
        gender,
        languages: languages.slice(0, MOST_LANGUAGES),
        state,
        ...(cloned && { cloned }),
      }));
    return { facts: { voices: shown, total: voices.length } };
  },
});

/** Voices that the user made are the ones that they mean, and would be cut off behind a hundred others. */
function clonedFirst(voices: readonly Voice[]): Voice[] {
  return [...voices.filter(({ cloned }) => cloned), ...voices.filter(({ cloned }) => !cloned)];
}
