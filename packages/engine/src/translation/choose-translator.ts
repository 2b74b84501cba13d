import type { Warning } from '@potoo/core';
import { BadRequestError, NotFoundError, UnsupportedError } from '@potoo/core/errors';
import type { ModelCard, ModelVariant } from '../models/catalog/card.ts';
import type { Inventory } from '../models/inventory.ts';
import { primaryLanguage } from '../models/language-tags.ts';
import { installAdvice } from '../models/listings.ts';
import { admitFallback } from '../models/missing-model.ts';
import { findModel, knownNames, type NamedModel } from '../models/model-names.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import { didYouMean } from '../text/nearest-names.ts';
import type { TranslatorChoice } from './contract.ts';
import { translatesSpeech } from './hearing-translators.ts';

/** What is to be translated, and by what. */
export interface TranslatorQuery {
  /** Id or name of a translator, the name of a language model, or `auto`. */
  readonly model: string;
  /** BCP-47 tags. */
  readonly from: string;
  readonly to: string;
  /** Whether a model that is not installed is refused. */
  readonly strict: boolean;
}

/** What translates, and what to tell the caller about it. */
export interface ChosenTranslator<Choice extends TranslatorChoice> {
  readonly translator: Choice;
  /** What the translator is asked for: `auto` where it stands in for another. */
  readonly model: string;
  readonly warnings: readonly Warning[];
}

/**
 * Chooses what translates, by the same rules as voices: as named, or the first that knows the languages with a warning, or an
 * error. A name that no translator has may be that of a language model; a recogniser that does not translate leaves it to another,
 * with a warning.
 * @throws {NotFoundError} `model_not_found`, or with `strict` `model_not_installed`.
 * @throws {BadRequestError} `language_not_supported`, if what was named does not know the languages.
 * @throws {UnsupportedError} `dependency_missing`, with the ways to get one.
 */
export async function chooseTranslator<Choice extends TranslatorChoice>(
  translators: readonly Choice[],
  inventory: Inventory,
  { model, from, to, strict }: TranslatorQuery,
  signal: AbortSignal,
): Promise<ChosenTranslator<Choice>> {
  const isOpen = model === 'auto';
  const named = translators.filter(({ id, names = [] }) => isNamed(model, [id, ...names]));
  const cards = translationCards(inventory, from, to);
  const wanted = isOpen ? undefined : fittingVariant(findModel(cards, model), from, to);
  const known = named.length > 0 ? undefined : wanted;
  if (known) admitFallback(inventory, known, strict);
  const onlyListens = !isOpen && !known && named.length === 0 && isRecognizer(inventory, model);
  if (onlyListens && strict) throw pairNotKnown(model, pairOf(from, to), undefined);
  const others = isOpen || known || onlyListens ? translators : translators.filter(({ hasModels }) => hasModels);
  for (const translator of named.length > 0 ? named : others) {
    if (!translator.translates(from, to) || !(await translator.available(signal))) continue;
    if (onlyListens) return { translator, model: 'auto', warnings: [translatesInstead(translator, model)] };
    if (!known) return { translator, model, warnings: [] };
    return { translator, model: 'auto', warnings: [standsIn(translator, model, inventory, known)] };
  }
  if (named.length > 0) throw pairNotKnown(model, pairOf(from, to), wanted?.variant);
  if (!isOpen && !known && !onlyListens)
    throw modelNotFound([...translators.map(({ id }) => id), ...knownNames(cards)], model);
  throw new UnsupportedError(`Nothing here translates ${pairOf(from, to)}: there is no language model.`, {
    reason: 'dependency_missing',
    hint: [...translators.flatMap(({ install = [] }) => install), PULL_ONE].join(' Or: '),
  });
}

const PULL_ONE = 'pull a model for the languages, see "potoo models --type translation", or whisper for English.';

function pairOf(from: string, to: string): string {
  return from === UNDETERMINED ? `into ${to}` : `from ${from} into ${to}`;
}

function isNamed(wanted: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === wanted.toLowerCase());
}

/** Models made for translating, and recognisers that translate between the two languages. */
function translationCards({ catalog }: Inventory, from: string, to: string): ModelCard[] {
  return catalog.flatMap((card) => {
    if (card.type === 'translation') return [card];
    const variants = card.variants.filter((variant) => translatesSpeech(variant, from, to));
    return variants.length > 0 ? [{ ...card, variants }] : [];
  });
}

function isRecognizer({ recognizers, catalog }: Inventory, model: string): boolean {
  const cards = catalog.filter(({ type }) => type === 'stt');
  return recognizers.some(({ names }) => isNamed(model, names)) || findModel(cards, model) !== undefined;
}

function translatesInstead({ id }: TranslatorChoice, asked: string): Warning {
  return { type: 'fallback', subject: 'model', message: `${asked} listens and does not translate: ${id} translated.` };
}

function standsIn(
  { id }: TranslatorChoice,
  asked: string,
  inventory: Inventory,
  { card, variant }: NamedModel,
): Warning {
  const advice = installAdvice(inventory, card, variant);
  return {
    type: 'fallback',
    subject: 'model',
    message: `${asked} is not installed: ${id} translated instead. ${advice}`,
  };
}

/** Of a model with a variant for each pair of languages, the one that is meant. */
function fittingVariant(named: NamedModel | undefined, from: string, to: string): NamedModel | undefined {
  if (!named || named.variant) return named;
  const isSame = (known: string | undefined, asked: string) =>
    known !== undefined && primaryLanguage(known) === primaryLanguage(asked);
  const variant = named.card.variants.find(
    ({ languages: [own, other] = [] }) => isSame(other, to) && (from === UNDETERMINED || isSame(own, from)),
  );
  return variant ? { ...named, variant } : named;
}

function pairNotKnown(model: string, pair: string, variant: ModelVariant | undefined): BadRequestError {
  return new BadRequestError(`The model ${model.slice(0, 80)} does not translate ${pair}.`, {
    reason: 'language_not_supported',
    param: 'targetLanguage',
    hint: variant
      ? `Run: potoo pull ${variant.id}`
      : 'Name another model, or leave it out to be served by one that knows the languages.',
  });
}

function modelNotFound(names: readonly string[], model: string): NotFoundError {
  return new NotFoundError(`There is no translation model "${model.slice(0, 80)}", and no language model to have it.`, {
    reason: 'model_not_found',
    param: 'model',
    hint: didYouMean(model, names, 'List models to see their ids, or use "auto".'),
  });
}
