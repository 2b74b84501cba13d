import { readFile } from 'node:fs/promises';
import { BadRequestError, type Pronunciation } from '@potoo/core';
import { fileError } from './file-error.ts';

/**
 * Reads a lexicon: a JSON object from a word to its respelling, `{ "respelling": … }` or `{ "ipa": … }`.
 * @throws {BadRequestError} When it is not that.
 */
export async function readLexicon(path: string): Promise<Record<string, Pronunciation>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(error, path);
  });
  const parsed = parseJson(text, path);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw notLexicon(path, 'it is not an object');
  }
  const entries = Object.entries(parsed).map(([word, sounds]): [string, Pronunciation] => {
    if (!isPronunciation(sounds)) throw notLexicon(path, `the entry "${word}" is wrong`);
    return [word, sounds];
  });
  return Object.fromEntries(entries);
}

function isPronunciation(value: unknown): value is Pronunciation {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null) return false;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0) return false;
  return ['respelling', 'ipa'].includes(only[0]) && typeof only[1] === 'string';
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
