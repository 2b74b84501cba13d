import type { Warning } from '@potoo/core';
import { BadRequestError, NotFoundError, UnsupportedError } from '@potoo/core/errors';
import { didYouMean } from '../text/nearest-names.ts';
import { type InstalledRecognizer, type Inventory, understoodLanguages } from './inventory.ts';
import { primaryLanguage } from './language-tags.ts';
import { installAdvice } from './listings.ts';
import { admitFallback } from './missing-model.ts';
import { findModel, knownNames, type NamedModel } from './model-names.ts';
import { UNDETERMINED } from './undetermined-language.ts';

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
  /** BCP-47 tag; `und` where the recogniser is to tell. */
  readonly language: string;
  readonly warnings: readonly Warning[];
  /** Where it is another server's, who may serve when that does not answer: those with the same model, then any unless `strict`. */
  readonly alternatives?: readonly InstalledRecognizer[];
}

/**
 * Finds the recogniser for a request, by the same rules as voices: as named, or the nearest with a warning, or an error.
 * @throws {NotFoundError} `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {BadRequestError} `language_not_supported`.
 * @throws {UnsupportedError} `dependency_missing` if nothing that listens is installed.
 */
export function resolveRecognizer(inventory: Inventory, query: RecognizerQuery): ResolvedRecognizer {
  const open = query.model === 'auto';
  const asked = query.model.toLowerCase();
  const named = inventory.recognizers.filter(({ names }) => names.some((name) => name.toLowerCase() === asked));
  const known = !open && named.length === 0 ? checkKnown(inventory, query) : undefined;
  const candidates = named.length > 0 ? named : inventory.recognizers;
  const [first] = candidates;
  if (!first) throw nothingListens(inventory);
  const { language = ownLanguage(first) } = query;
  const able = (recognizers: readonly InstalledRecognizer[]) =>
    recognizers.filter(({ model }) => understands(model, language));
  const [served, ...others] = able(candidates);
  if (!served) throw named.length > 0 ? notUnderstood(first, language) : languageNotSupported(inventory, language);
  const advice = known ? ` ${installAdvice(inventory, known.card, known.variant)}` : '';
  const message = `${query.model} is not installed: ${served.model.id} listened instead.${advice}`;
  const asNamed = open || named.length > 0;
  return {
    ...served,
    language,
    warnings: asNamed ? [] : [{ type: 'fallback', subject: 'model', message }],
    ...(served.backend.remote && {
      alternatives: query.strict
        ? others
        : [...new Set([...others, ...able(inventory.recognizers)])].filter((entry) => entry !== served),
    }),
  };
}

/** What a name stands for that nothing installed has; `undefined` where only a backend that is not available here brings it. */
function checkKnown(inventory: Inventory, { model, strict }: RecognizerQuery): NamedModel | undefined {
  const ofType = inventory.catalog.filter(({ type }) => type === 'stt');
  const known = findModel(ofType, model);
  if (known) {
    admitFallback(inventory, known, strict);
    return known;
  }
  // A backend that is not available here brings it.
  const declared = inventory.backends.find(({ backend }) => backend.recognition?.models.some(({ id }) => id === model));
  if (!declared) throw modelNotFound(inventory, model);
  if (strict) {
    throw new NotFoundError(`The model ${model} is not installed.`, {
      reason: 'model_not_installed',
      param: 'model',
      hint: declared.availability.available ? 'Ask for model "auto".' : declared.availability.install,
    });
  }
  return undefined;
}

/** A recogniser of one language has no choice; one of several, or of any, tells which it heard. */
function ownLanguage({ model }: InstalledRecognizer): string {
  const [only, another] = model.languages;
  return only !== undefined && another === undefined ? only : UNDETERMINED;
}

function understands({ languages }: InstalledRecognizer['model'], wanted: string): boolean {
  if (languages.length === 0) return true;
  if (wanted === UNDETERMINED) return languages.length > 1;
  return languages.some((tag) => primaryLanguage(tag) === primaryLanguage(wanted));
}

function modelNotFound(inventory: Inventory, model: string): NotFoundError {
  const ids = [
    ...inventory.recognizers.map((entry) => entry.model.id),
    ...knownNames(inventory.catalog.filter(({ type }) => type === 'stt')),
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

function notUnderstood({ model }: InstalledRecognizer, language: string): BadRequestError {
  return new BadRequestError(`The recogniser ${model.id} does not understand ${language}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: `It understands ${model.languages.join(', ')}. Ask for model "auto" to be served by one that knows the language.`,
  });
}

function languageNotSupported(inventory: Inventory, language: string): BadRequestError {
  return new BadRequestError(`No installed recogniser understands ${language}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: `Installed ones understand ${understoodLanguages(inventory).join(', ')}. Other languages need another recogniser, such as a Whisper model.`,
  });
}
