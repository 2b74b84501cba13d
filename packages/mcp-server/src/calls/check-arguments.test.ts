import { expect, it } from 'vitest';
import * as z from 'zod';
import { checkArguments } from './check-arguments.ts';

const schema = z.strictObject({ text: z.string().min(1), speed: z.number().max(2).optional() });

it.each([
  [{}, 'Argument `text` is missing.'],
  [{ text: 5 }, 'Argument `text`: Invalid input: expected string, received number.'],
  [{ text: 'hi', speed: 9 }, 'Argument `speed`: Too big: expected number to be <=2.'],
  [{ txt: 'hi' }, 'Argument `text` is missing. There is no argument `txt`.'],
  ['hi', 'Invalid input: expected object, received string.'],
])('says what is wrong with %j', (input, message) => {
  expect(() => checkArguments(schema, input)).toThrow(message);
});
