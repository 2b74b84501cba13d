import type { ErrorReason } from '@potoo/core';
import { BadRequestError } from '@potoo/core/errors';
import type { z } from 'zod';
import { didYouMean } from '../text/nearest-names.ts';

/**
 * Checks a request against its schema and applies the schema's defaults.
 * @param reasons - The finer reason per field; `invalid_parameter` for the others.
 * @throws {BadRequestError} For the first field that is wrong, named in `param`.
 */
export function parseRequest<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
  reasons: Readonly<Record<string, ErrorReason>> = {},
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw unknownParameter(schema, issue.keys[0] ?? '');
  const param = issue?.path.join('.') ?? '';
  if (param === '')
    throw new BadRequestError('The request must be an object.', {
      reason: 'invalid_parameter',
      hint: 'Pass one object with the parameters.',
    });
  throw new BadRequestError(`The parameter ${param} cannot be ${describeValue(valueAt(value, issue?.path ?? []))}.`, {
    reason: reasons[String(issue?.path[0])] ?? 'invalid_parameter',
    param,
    hint: hintFor(schema, issue?.path[0]),
  });
}

function unknownParameter(schema: z.ZodObject, name: string): BadRequestError {
  const known = Object.keys(schema.shape);
  return new BadRequestError(`There is no parameter "${name.slice(0, 80)}".`, {
    reason: 'unknown_parameter',
    param: name.slice(0, 80),
    hint: didYouMean(name, known, `Known parameters: ${known.join(', ')}.`),
  });
}

/** A field's own description says what is right for it. */
function hintFor(schema: z.ZodObject, field: PropertyKey | undefined): string {
  const described = field === undefined ? undefined : schema.shape[String(field)]?.description;
  return described ?? 'Look the request up in the documentation.';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}

/** A value as an error may show it: never long, and nothing of what an object holds. */
function describeValue(value: unknown): string {
  if (value === undefined) return 'left out';
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}
