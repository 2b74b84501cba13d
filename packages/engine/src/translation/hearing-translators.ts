import type { ModelVariant } from '../models/catalog/card.ts';
import type { Inventory } from '../models/inventory.ts';
import { primaryLanguage } from '../models/language-tags.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import type { HearingTranslator } from './contract.ts';

/** The recognisers that were pulled and translate what they hear: Whisper into English, Canary into and out of English. */
export function hearingTranslators({ recognizers }: Pick<Inventory, 'recognizers'>): HearingTranslator[] {
  return recognizers.flatMap(({ model, names, installation }): HearingTranslator[] => {
    const { variant } = installation ?? {};
    if (!variant?.translates) return [];
    return [
      {
        id: model.id,
        names,
        hears: true,
        available: async () => true,
        translates: (from, to) => translatesSpeech(variant, from, to),
      },
    ];
  });
}

/** Whether a model writes down in one language what is said in another. */
export function translatesSpeech({ translates }: Pick<ModelVariant, 'translates'>, from: string, to: string): boolean {
  return translates?.some(([own, other]) => fits(own, from) && isSame(other, to)) ?? false;
}

function fits(own: string, from: string): boolean {
  return own === UNDETERMINED || from === UNDETERMINED || isSame(own, from);
}

function isSame(one: string, other: string): boolean {
  return primaryLanguage(one) === primaryLanguage(other);
}
