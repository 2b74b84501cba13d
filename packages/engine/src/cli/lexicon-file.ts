import { readFile } from 'node:fs/promises';
import { BadRequestError, type Pronunciation } from '@potoo/core';
import { z } from 'zod';
import { fileError } from './file-error.ts';

const schema = z.record(
  z.string().min(1),
  z.union([z.string(), z.strictObject({ respelling: z.string() }), z.strictObject({ ipa: z.string() })]),
);

/**
 * Reads a lexicon: a JSON object from a word to its respelling, `{ "respelling": … }` or `{ "ipa": … }`.
 * @throws {BadRequestError} When it is not that.
 */
export async function readLexicon(path: string): Promise<Record<string, Pronunciation>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(error, path);
  });
  const parsed = schema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw notLexicon(path, where === '' ? 'it must be an object' : `the entry "${where}" is wrong`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notLexicon(path, error instanceof Error ? error.message : 'it is not JSON');
  }
}

function notLexicon(path: string, problem: string): BadRequestError {
  return new BadRequestError(`${path} is not a lexicon: ${problem}.`, {
    reason: 'invalid_parameter',
    param: 'lexicon',
    hint: 'Write {"potoo": "poh too"} or {"potoo": {"ipa": "pəˈtuː"}}.',
  });
}
