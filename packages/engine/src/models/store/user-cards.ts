import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '@potoo/core/errors';
import { z } from 'zod';
import { cardSchema, type ModelCard } from '../catalog/card.ts';
import type { StoreFolders } from './store-folders.ts';

/** What is in the folder `cards`. */
export interface UserCards {
  readonly cards: readonly ModelCard[];
  /** Those that are not as a card has to be, `model_card`: the others are used all the same. */
  readonly problems: readonly InternalError[];
}

/** Reads the cards that a user keeps in the folder `cards` of the store, for models that the catalog does not know. */
export async function readUserCards(folders: StoreFolders): Promise<UserCards> {
  const names = await readdir(folders.cards).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const read = await Promise.all(files.map((name) => readCard(path.join(folders.cards, name))));
  return {
    cards: read.flatMap((card) => (card instanceof InternalError ? [] : [card])),
    problems: read.filter((card) => card instanceof InternalError),
  };
}

async function readCard(file: string): Promise<ModelCard | InternalError> {
  try {
    return cardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    return new InternalError(`The model card ${file} cannot be used: ${reasonOf(cause)}.`, {
      reason: 'model_card',
      hint: 'Mend it or remove it. docs/models.md describes cards.',
      retryable: false,
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause).replaceAll('\n', ' ');
  if (cause instanceof SyntaxError) return `it is no JSON (${cause.message})`;
  return cause instanceof Error ? cause.message : String(cause);
}
