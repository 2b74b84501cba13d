import type { ModelCard, ModelVariant } from './catalog/card.ts';

/** What a name in a request stands for. */
export interface NamedModel {
  readonly card: ModelCard;
  /** Present when the name is that of one variant. */
  readonly variant?: ModelVariant;
}

/** Finds the card that a name belongs to: its id, an alias, or the id of a variant. Case does not matter. */
export function findModel(cards: readonly ModelCard[], name: string): NamedModel | undefined {
  const wanted = name.toLowerCase();
  const same = (known: string) => known.toLowerCase() === wanted;
  for (const card of cards) if (same(card.id) || card.aliases.some(same)) return { card };
  for (const card of cards) {
    const variant = card.variants.find(({ id }) => same(id));
    if (variant) return { card, variant };
  }
  return undefined;
}

/** Every name that a variant of a card answers to. */
export function namesOf(card: ModelCard, variant: ModelVariant): string[] {
  return [card.id, ...card.aliases, variant.id];
}

/** Every name that could be asked for, for finding what a misspelt one meant. */
export function knownNames(cards: readonly ModelCard[]): string[] {
  return cards.flatMap((card) => [card.id, ...card.aliases, ...card.variants.map(({ id }) => id)]);
}
