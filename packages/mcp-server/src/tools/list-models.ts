import type { ModelType } from '@potoo/core';
import * as z from 'zod';
import { defined, languageTag } from './fields.ts';
import { defineTool } from './tool.ts';

const MOST_MODELS = 40;
const MOST_LANGUAGES = 8;

const TYPES = [
  'tts',
  'stt',
  'voice-conversion',
  'speech-to-speech',
  'translation',
  'enhancement',
  'separation',
  'dereverb',
  'analysis',
  'chat',
] as const satisfies readonly ModelType[];

/** Lists models, and what to do to get those that are not installed. */
export const listModels = defineTool({
  name: 'list_models',
  title: 'List models',
  description: 'What is installed and what could be. Use when something is missing.',
  group: 'speak',
  icon: '🧠',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  mayBecomeJob: false,
  input: z.strictObject({
    type: z.enum(TYPES).optional(),
    language: languageTag.optional().describe('BCP-47'),
  }),
  output: z.object({
    models: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        type: z.string(),
        languages: z.array(z.string()),
        clones: z.boolean(),
        state: z.string(),
        install: z.string().optional(),
      }),
    ),
    total: z.number(),
  }),
  run: async (filter, context) => {
    const service = await context.service();
    const models = await service.listModels(defined(filter), context.call);
    const shown = models
      .slice(0, MOST_MODELS)
      .map(({ id, name, type, languages, supportsCloning, state, install }) => ({
        id,
        name,
        type,
        languages: languages.slice(0, MOST_LANGUAGES),
        clones: supportsCloning,
        state,
        ...(install !== undefined && { install }),
      }));
    return { facts: { models: shown, total: models.length } };
  },
});
