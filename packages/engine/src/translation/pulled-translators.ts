import type { BackendPools } from '../backends/backend-pools.ts';
import type { TranslateParams } from '../backends/onnx/translate.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import type { InstalledTool, Inventory } from '../models/inventory.ts';
import { primaryLanguage } from '../models/language-tags.ts';
import { UNDETERMINED } from '../models/undetermined-language.ts';
import type { Translator } from './contract.ts';

/** They read a few sentences at a time at best. */
const MOST_CHARACTERS = 400;

/** What pulled models work with. */
interface PulledTranslatorParts {
  readonly inventory: Pick<Inventory, 'tools'>;
  readonly pools: BackendPools;
  readonly lane: string;
}

/** The models made for translating that were pulled. */
export function pulledTranslators(call: PulledTranslatorParts): Translator[] {
  return call.inventory.tools.flatMap((tool) => (tool.model.type === 'translation' ? [translatorOf(tool, call)] : []));
}

function translatorOf(
  { model, names, backend, installation }: InstalledTool,
  { pools, lane }: PulledTranslatorParts,
): Translator {
  return {
    id: model.id,
    names,
    available: async () => true,
    translates: (from, to) => knowsPair(installation?.variant.languages, model.languages, from, to),
    mostCharacters: MOST_CHARACTERS,
    translate({ text, from, to }, signal) {
      const params: TranslateParams = { text, from, to };
      return retryCrashed(signal, () =>
        pools.for(backend, installation).run<string>('translate', params, { signal, lane }),
      );
    },
  };
}

/** A variant with languages of its own translates from the first into the second; others know each of theirs. */
function knowsPair(pair: readonly string[] | undefined, all: readonly string[], from: string, to: string): boolean {
  const same = (known: string | undefined, wanted: string) =>
    known !== undefined && primaryLanguage(known) === primaryLanguage(wanted);
  if (pair) return same(pair[1], to) && (from === UNDETERMINED || same(pair[0], from));
  const knows = (wanted: string) => all.length === 0 || all.some((known) => same(known, wanted));
  return knows(to) && (from === UNDETERMINED || knows(from));
}
