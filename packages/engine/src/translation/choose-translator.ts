import { UnsupportedError } from '@potoo/core/errors';
import type { Translator } from './contract.ts';

/**
 * Chooses what translates: what the caller named, else the first that is there and knows the languages.
 * @param model - Id of a translator, `auto`, or else the name of a language model.
 * @throws {UnsupportedError} `dependency_missing`, with the ways to get one.
 */
export async function chooseTranslator(
  translators: readonly Translator[],
  { model, from, to }: { readonly model: string; readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<Translator> {
  const named = translators.filter(({ id, names }) => id === model || names?.includes(model));
  for (const translator of named.length > 0 ? named : translators) {
    if (translator.translates(from, to) && (await translator.available(signal))) return translator;
  }
  throw new UnsupportedError('Nothing here translates: there is no language model and no translation model.', {
    reason: 'dependency_missing',
    hint: translators.map(({ install }) => install).join(' Or: '),
  });
}
