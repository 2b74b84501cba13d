import { BadRequestError } from '@potoo/core/errors';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import { beamSearch, type NextTokens } from './beam-search.ts';
import { cachedDecoder, integers } from './cached-decoder.ts';
import { damaged, type OpenedGraphs } from './open-graphs.ts';
import { readJson } from './read-json.ts';
import { translationConfigSchema } from './translation-config.ts';

/** Parameters of `translate`. */
export interface TranslateParams {
  readonly text: string;
  /** BCP-47 tags. */
  readonly from: string;
  readonly to: string;
}

/** Loads a model that translates: Marian (Opus-MT), which knows one pair, or NLLB, which is told. It answers `translate`. */
export async function loadTranslation(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'translation') throw new TypeError('These are no settings of a translator.');
  const { files, languageCodes } = settings;
  const config = translationConfigSchema.parse(await readJson(graphs, files.config));
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const tokenizer = new Tokenizer(
    await readJson(graphs, files.tokenizer),
    await readJson(graphs, files.tokenizerConfig),
  );
  const [encoder, decoder] = [await graphs.load(files.encoder), await graphs.load(files.decoder)];
  const codeOf = (language: string): number => {
    const code = languageCodes?.[primaryLanguage(language)];
    const id = code === undefined ? undefined : tokenizer.token_to_id(code);
    if (id === undefined) throw unknownLanguage(graphs.variant, language);
    return id;
  };
  const encode = (text: string, from: string): number[] => {
    if (!languageCodes) return tokenizer.encode(text).ids;
    return [codeOf(from), ...tokenizer.encode(text, { add_special_tokens: false }).ids, config.end];
  };

  return {
    async translate({ text, from, to }: TranslateParams, { signal, alive }: HostContext): Promise<string> {
      const ids = encode(text, from);
      const mask = integers(ids.map(() => 1));
      const encoded = await encoder.run({ input_ids: integers(ids), attention_mask: mask });
      const hidden = encoded['last_hidden_state'];
      if (!hidden) throw damaged(graphs.variant, files.encoder, 'gave no hidden state');
      const network = watched(cachedDecoder(decoder, hidden, mask, config), signal, alive);
      const tokens = await beamSearch(network, {
        ...config,
        // A text that runs on for ever is none: no language takes thrice the tokens of another.
        mostTokens: Math.min(config.mostTokens, 3 * ids.length + 20),
        first: languageCodes ? codeOf(to) : undefined,
      });
      return tokenizer.decode([...tokens], { skip_special_tokens: true }).trim();
    },
  };
}

/** Stops between two tokens, and shows the watchdog that the work goes on. */
function watched<State>(network: NextTokens<State>, signal: AbortSignal, alive: () => void): NextTokens<State> {
  return {
    begin: () => network.begin(),
    after(state, token) {
      signal.throwIfAborted();
      alive();
      return network.after(state, token);
    },
  };
}

function unknownLanguage(variant: string, language: string): BadRequestError {
  return new BadRequestError(`The model ${variant} does not know ${language}.`, {
    reason: 'language_not_supported',
    param: 'targetLanguage',
    hint: '"potoo models" tells what each model knows.',
  });
}
