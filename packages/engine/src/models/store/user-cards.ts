import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalError } from '@potoo/core/errors';
import { z } from 'zod';
import { cardSchema, type ModelCard } from '../catalog/card.ts';
import type { StoreFolders } from './store-folders.ts';

/**
 * Reads the cards that a user keeps in the folder `cards` of the store, for models that the catalog does not know.
 * @throws {InternalError} `model_card` if one is not as a card has to be.
 */
export async function readUserCards(folders: StoreFolders): Promise<ModelCard[]> {
  const names = await readdir(folders.cards).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(files.map((name) => readCard(path.join(folders.cards, name))));
}

async function readCard(file: string): Promise<ModelCard> {
  try {
    return cardSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : String(cause);
    throw new InternalError(`The model card ${file} cannot be used: ${why}`, {
      reason: 'model_card',
      hint: 'Mend it or remove it. docs/models.md describes cards.',
      retryable: false,
      cause,
    });
  }
}
