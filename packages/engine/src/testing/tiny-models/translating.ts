import type { CardWithFiles } from '../../models/store/__fixtures__/install-cards.ts';

/** The same recogniser, which translates as well. @param pairs - From which language into which. */
export function translating({ card, files }: CardWithFiles, ...pairs: ReadonlyArray<[string, string]>): CardWithFiles {
  const variants = card.variants.map((variant) => ({ ...variant, translates: [...pairs] }));
  return { card: { ...card, variants }, files };
}
