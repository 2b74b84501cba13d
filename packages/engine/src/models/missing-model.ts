import { NotFoundError } from '@potoo/core/errors';
import type { ModelVariant } from './catalog/card.ts';
import type { Inventory } from './inventory.ts';
import { installAdvice } from './listings.ts';
import type { NamedModel } from './model-names.ts';

/**
 * Decides about a model that is known and not installed. Returns where another may serve in its place.
 * @throws {ModelLoadingError} Where models are pulled when they are asked for: it is on its way.
 * @throws {NotFoundError} `model_not_installed`, with `strict`.
 */
export function admitFallback(inventory: Inventory, named: NamedModel, strict: boolean): void {
  const variant = named.variant ?? named.card.variants[0];
  if (variant) inventory.fetch?.({ card: named.card, variant });
  if (!strict) return;
  throw new NotFoundError(`The model ${namedAs(named)} is not installed.`, {
    reason: 'model_not_installed',
    param: 'model',
    hint: `Ask for model "auto", or run without strict to be served by the nearest installed one; or install it. ${installAdvice(inventory, named.card, named.variant)}`,
  });
}

function namedAs({
  card,
  variant,
}: {
  readonly card: { readonly id: string };
  readonly variant?: ModelVariant;
}): string {
  return variant?.id ?? card.id;
}
