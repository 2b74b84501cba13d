import { BadRequestError, NotFoundError, UnsupportedError, type Warning } from '@potoo/core';
import { type InstalledRecognizer, type Inventory, understoodLanguages } from './inventory.ts';
import { primaryLanguage } from './language-tags.ts';
import { didYouMean } from './nearest-names.ts';

/** What the caller asked for. */
export interface RecognizerQuery {
  /** A model id, or `auto`. */
  readonly model: string;
  /** Canonical BCP-47 tag that the caller stated. */
  readonly language: string | undefined;
  /** Whether a model that is not installed is refused. */
  readonly strict: boolean;
}

/** The recogniser that serves, and what to tell the caller about it. */
export interface ResolvedRecognizer extends InstalledRecognizer {
  readonly language: string;
  readonly warnings: readonly Warning[];
}

/**
 * Finds the recogniser for a request, by the same rules as voices: as named, or the nearest with a warning, or an error.
 * @throws {NotFoundError} `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {BadRequestError} `language_not_supported`.
 * @throws {UnsupportedError} `dependency_missing` if nothing that listens is installed.
 */
export function resolveRecognizer(inventory: Inventory, query: RecognizerQuery): ResolvedRecognizer {
  const named = inventory.recognizers.find(({ model }) => model.id === query.model);
  const declared = inventory.backends.some(({ backend }) =>
    backend.recognition?.models.some(({ id }) => id === query.model),
  );
  const isCatalog = inventory.catalog.some(({ id, type }) => id === query.model && type === 'stt');
  if (query.model !== 'auto' && !declared && !isCatalog) throw modelNotFound(inventory, query.model);
  if (query.model !== 'auto' && !named && query.strict) {
    throw new NotFoundError(`The model ${query.model} is not installed.`, {
      reason: 'model_not_installed',
      param: 'model',
      hint: 'Install it, ask for model "auto", or run without strict to be served by an installed recogniser.',
    });
  }
  const candidates = named ? [named] : inventory.recognizers;
  if (candidates.length === 0) throw nothingListens(inventory);
  const language = query.language ?? candidates[0]?.model.languages[0] ?? 'en';
  const served = candidates.find(({ model }) =>
    model.languages.some((tag) => primaryLanguage(tag) === primaryLanguage(language)),
  );
  if (!served) throw languageNotSupported(inventory, language);
  const asNamed = named !== undefined || query.model === 'auto';
  const message = `${query.model} is not installed: ${served.model.id} listened instead.`;
  return { ...served, language, warnings: asNamed ? [] : [{ type: 'fallback', subject: 'model', message }] };
}

function modelNotFound(inventory: Inventory, model: string): NotFoundError {
  const ids = [
    ...inventory.recognizers.map((entry) => entry.model.id),
    ...inventory.catalog.filter(({ type }) => type === 'stt').map(({ id }) => id),
  ];
  return new NotFoundError(`There is no recognition model "${model.slice(0, 80)}".`, {
    reason: 'model_not_found',
    param: 'model',
    hint: didYouMean(model, ids, 'List models to see their ids, or use "auto".'),
  });
}

function nothingListens(inventory: Inventory): UnsupportedError {
  const installs = inventory.backends.flatMap(({ backend, availability }) =>
    backend.recognition && !availability.available ? [availability.install] : [],
  );
  return new UnsupportedError('Nothing that understands speech is installed.', {
    reason: 'dependency_missing',
    hint: installs.join(' '),
  });
}

function languageNotSupported(inventory: Inventory, language: string): BadRequestError {
  return new BadRequestError(`No installed recogniser understands ${language}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: `Installed ones understand ${understoodLanguages(inventory).join(', ')}. Other languages need another recogniser, such as a Whisper model.`,
  });
}
