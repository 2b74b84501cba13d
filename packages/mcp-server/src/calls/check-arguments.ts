import { BadRequestError } from '@potoo/core/errors';
import type * as z from 'zod';

/**
 * Checks what came from outside against its schema.
 * @throws {BadRequestError} If it does not fit; the message names each argument that is wrong.
 */
export function checkArguments<Schema extends z.ZodObject>(schema: Schema, input: unknown): z.output<Schema> {
  const checked = schema.safeParse(input);
  if (checked.success) return checked.data;
  const { issues } = checked.error;
  const unknown = issues.some(({ code }) => code === 'unrecognized_keys');
  throw new BadRequestError(issues.map((issue) => describeIssue(issue, input)).join(' '), {
    reason: unknown ? 'unknown_parameter' : 'invalid_parameter',
    hint: unknown ? `Arguments are ${Object.keys(schema.shape).join(', ')}.` : undefined,
  });
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `There is no argument ${issue.keys.map((key) => `\`${key}\``).join(', ')}.`;
  }
  const name = issue.path.map(String).join('.');
  if (issue.code === 'invalid_type' && isMissing(issue.path, input)) return `Argument \`${name}\` is missing.`;
  return name === '' ? `${issue.message}.` : `Argument \`${name}\`: ${issue.message}.`;
}

function isMissing([name, ...deeper]: readonly PropertyKey[], input: unknown): boolean {
  if (name === undefined || deeper.length > 0) return false;
  return typeof input === 'object' && input !== null && !Object.hasOwn(input, name);
}
