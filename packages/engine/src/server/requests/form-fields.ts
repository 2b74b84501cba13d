import { z } from 'zod';

/** A number that arrives as text. The schema decides on its range. */
export function numberFromText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value), schema);
}

const WORDS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** True or false that arrives as text, as forms of Python (`True`) and of shells (`1`) write it. */
export const flagFromText = z
  .preprocess((value) => (typeof value === 'string' ? (WORDS.get(value.toLowerCase()) ?? value) : value), z.boolean())
  .optional()
  .describe('true or false.');

/** The fields of a form as an object. An empty field counts as absent: HTML forms send one for what was not filled in. */
export function formObject(fields: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...fields].filter(([, value]) => value !== ''));
}
