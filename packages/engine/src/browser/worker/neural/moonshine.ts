import type { Recognition, RecognizeParams } from '../../../backends/contract.ts';
import type { HostContext, HostMethods } from '../../../hosts/contract.ts';
import { dtypesFor } from './dtypes.ts';
import { generating } from './generating.ts';
import { heardWords, RECOGNITION_RATE } from './heard-words.ts';
import type { NeuralParts } from './neural-parts.ts';
import { reserveGraphs } from './reserve-graphs.ts';

/**
 * Tokens for a second of speech, as its authors bound it, so that it does not say the same again and again.
 * @see https://arxiv.org/abs/2410.15608
 */
const TOKENS_PER_SECOND = 6;

/** Opens a Moonshine, as converted for the web: English, whose work grows with the length of the stretch. */
export async function openMoonshine({ transformers, model, device, files }: NeuralParts): Promise<HostMethods> {
  const { AutoProcessor, AutoTokenizer, MoonshineForConditionalGeneration } = transformers;
  const { repository, revision } = model;
  const dtype = dtypesFor(model, device);
  await reserveGraphs(files, model, dtype);
  const processor = await AutoProcessor.from_pretrained(repository, { revision });
  const tokenizer = await AutoTokenizer.from_pretrained(repository, { revision });
  const network = await MoonshineForConditionalGeneration.from_pretrained(repository, { revision, device, dtype });
  const generation = generating(transformers, network, tokenizer);
  return {
    async recognize({ samples, partials }: RecognizeParams, context: HostContext): Promise<Recognition> {
      const inputs = await processor(samples);
      const max_new_tokens = Math.ceil((samples.length / RECOGNITION_RATE) * TOKENS_PER_SECOND);
      const text = await generation.run({ ...inputs, max_new_tokens }, partials, context);
      return { text, words: heardWords(samples, text) };
    },
  };
}
