import { BadRequestError } from '@potoo/core/errors';
import type { Recognition, RecognizeParams } from '../../../backends/contract.ts';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import { primaryLanguage } from '../../../models/language-tags.ts';
import { UNDETERMINED } from '../../../models/undetermined-language.ts';
import { dtypesFor } from './dtypes.ts';
import { generating } from './generating.ts';
import { heardWords } from './heard-words.ts';
import type { NeuralParts } from './neural-parts.ts';
import { reserveGraphs } from './reserve-graphs.ts';

/** Of the generation settings of a Whisper. */
interface WhisperSettings {
  readonly is_multilingual?: boolean;
  readonly decoder_start_token_id?: number;
  /** Numbers of the tokens of languages, `<|en|>`. */
  readonly lang_to_id?: Readonly<Record<string, number>>;
}

/** Opens a Whisper, as converted for the web. It hears which of about a hundred languages is spoken. */
export async function openWhisper({ transformers, model, device, files }: NeuralParts): Promise<HostMethods> {
  const { AutoProcessor, AutoTokenizer, Tensor, WhisperForConditionalGeneration } = transformers;
  const { repository, revision } = model;
  const dtype = dtypesFor(model, device);
  await reserveGraphs(files, model, dtype);
  const processor = await AutoProcessor.from_pretrained(repository, { revision });
  const tokenizer = await AutoTokenizer.from_pretrained(repository, { revision });
  const network = await WhisperForConditionalGeneration.from_pretrained(repository, { revision, device, dtype });
  const generation = generating(transformers, network, tokenizer);
  const settings: WhisperSettings = network.generation_config ?? {};
  const languages = languagesOf(settings);

  /** The library takes English where nobody says: this asks the network, as its authors do, which language follows the start. */
  async function detect(features: unknown): Promise<string> {
    const start = BigInt(settings.decoder_start_token_id ?? 0);
    const { logits } = await network({
      input_features: features,
      decoder_input_ids: new Tensor('int64', [start], [1, 1]),
    });
    const scores: ArrayLike<number> = logits.data;
    let best = 'en';
    let most = Number.NEGATIVE_INFINITY;
    for (const [language, token] of languages) {
      const score = scores[token] ?? Number.NEGATIVE_INFINITY;
      if (score > most) [best, most] = [language, score];
    }
    return best;
  }

  return {
    async recognize({ samples, language, partials }: RecognizeParams, context: HostContext): Promise<Recognition> {
      const { input_features } = await processor(samples);
      const spoken = language === UNDETERMINED ? undefined : primaryLanguage(language);
      if (languages.size === 0) {
        const text = await generation.run({ inputs: input_features }, partials, context);
        return { text, words: heardWords(samples, text) };
      }
      if (spoken !== undefined && !languages.has(spoken)) throw unknownLanguage(spoken, [...languages.keys()]);
      const heard = spoken ?? (await detect(input_features));
      const text = await generation.run(
        { inputs: input_features, language: heard, task: 'transcribe' },
        partials,
        context,
      );
      return { text, language: heard, words: heardWords(samples, text) };
    },
  };
}

/** By their codes; none for a Whisper of one language. */
function languagesOf({ is_multilingual, lang_to_id = {} }: WhisperSettings): Map<string, number> {
  if (is_multilingual === false) return new Map();
  return new Map(Object.entries(lang_to_id).map(([token, id]) => [token.replaceAll(/[<|>]/g, ''), id]));
}

function unknownLanguage(language: string, known: readonly string[]): BadRequestError {
  return new BadRequestError(`The recogniser does not understand "${language.slice(0, 40)}".`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: `It understands ${known.join(', ')}; leave the language out to have it detected.`,
  });
}
