import type { Consent } from '@potoo/core';
import { BadRequestError, ForbiddenError, type PotooError } from '@potoo/core/errors';
import * as z from 'zod';
import type { ToolContext } from '../calls/tool-context.ts';
import { audioSource, defined, languageTag, warningFacts } from './fields.ts';
import { defineTool } from './tool.ts';

const LEAST_STATEMENT = 10;

/** What is asked of the person in front of the host. */
const consentForm = (speaker: string, statement: string) =>
  z.object({
    speaker: filledIn(z.string().min(1).max(200), speaker).describe('Whose voice it is'),
    statement: filledIn(z.string().min(LEAST_STATEMENT).max(2000), statement).describe('What this person agreed to'),
    agreed: z.boolean().default(false).describe('This person has agreed to the cloning of their voice'),
  });

/** A field that shows what is known already. */
function filledIn(field: z.ZodString, known: string) {
  return field.safeParse(known).success ? field.default(known) : field;
}

/** Makes and keeps a voice from a recording, if the person whose voice it is has agreed. */
export const clone = defineTool({
  name: 'clone',
  title: 'Clone a voice',
  description:
    'Makes a voice for synthesize from 10 to 30 s of one speaker. Only with their consent: ask, never make it up.',
  group: 'voices',
  icon: '🧬',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  feature: 'cloneVoice',
  input: z.strictObject({
    ...audioSource,
    name: z.string().min(1).max(100),
    speaker: z.string().min(1).max(200).optional().describe('Whose voice it is'),
    statement: z.string().max(2000).optional().describe('Their consent in words'),
    date: z.string().optional().describe('Such as 2026-01-31'),
    language: languageTag.optional().describe('BCP-47'),
  }),
  output: z.object({
    voice: z.string(),
    name: z.string(),
    model: z.string(),
    consent: z.object({ speaker: z.string(), statement: z.string(), date: z.string() }),
    warnings: z.array(z.string()).optional(),
  }),
  run: async (input, context) => {
    const service = await context.service();
    const { audio } = await context.openAudio(input);
    const consent = await settleConsent(input, context);
    const { name, language } = input;
    const voice = await service.cloneVoice({ reference: audio, name, consent, ...defined({ language }) }, context.call);
    const { speaker, statement, date } = consent;
    return {
      facts: {
        voice: voice.id,
        name: voice.name,
        model: voice.model,
        consent: { speaker, statement, date: date.toISOString().slice(0, 10) },
        ...warningFacts(voice.warnings),
      },
    };
  },
});

interface GivenConsent {
  readonly name: string;
  readonly speaker?: string | undefined;
  readonly statement?: string | undefined;
  readonly date?: string | undefined;
}

/** Asks the person where the host can; otherwise the arguments have to say who agreed, and to what. */
async function settleConsent(given: GivenConsent, { questions }: ToolContext): Promise<Required<Consent>> {
  const { speaker = '', statement = '' } = given;
  // Who fills in a form agrees now.
  const date = given.date === undefined ? new Date() : new Date(given.date);
  if (!(date.getTime() <= Date.now())) throw consentMissing('The date of the consent is none, or has yet to come.');
  if (!questions.canShowForms) {
    if (speaker === '' || statement.trim().length < LEAST_STATEMENT || given.date === undefined) {
      throw consentMissing('A voice is cloned only with the consent of the person whose voice it is.');
    }
    return { speaker, statement, date };
  }
  const message = `Clone a voice from this recording, to be kept as "${given.name}"?`;
  const answer = await questions.askForm('consent', message, consentForm(speaker, statement));
  if (answer.action !== 'accept' || !answer.content.agreed) throw declined(answer.action);
  return { speaker: answer.content.speaker, statement: answer.content.statement, date };
}

function consentMissing(message: string): PotooError {
  return new BadRequestError(message, {
    reason: 'consent_required',
    param: 'statement',
    hint:
      'Ask the person, then give `speaker`, the name of the one whose voice it is, `statement`, what they agreed to in ' +
      `at least ${LEAST_STATEMENT} characters, and \`date\`, the day on which they did.`,
  });
}

function declined(action: string): PotooError {
  return new ForbiddenError('The person did not agree to the cloning.', {
    reason: `consent_${action === 'accept' ? 'not_given' : action}`,
    hint:
      'Leave it at that, unless they ask again. A host that answers such questions by itself can be told not to be ' +
      'asked, with POTOO_MCP_ASK=off.',
  });
}
