import { BadRequestError, InternalError } from '@potoo/core/errors';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { resample } from '../../audio/resample.ts';
import { sameSamples } from '../../audio/same-samples.ts';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import type { SpokenReference, SynthesizeParams, Utterance } from '../contract.ts';
import { guessWords } from '../guess-words.ts';
import { integers } from './cached-decoder.ts';
import { type CacheShape, causalModel, type Tensors } from './causal-model.ts';
import { chatterboxText } from './chatterbox-text.ts';
import { floats } from './floats.ts';
import type { OpenedGraphs } from './open-graphs.ts';
import { likeliestToken, penalizeRepeats } from './penalize-repeats.ts';
import { readJson } from './read-json.ts';

const RATE = 24_000;
const START = 6561;
const STOP = 6562;
const SILENCE = 4299;
/** Tokens of silence after the last of the speech, so that it is not cut. */
const TAIL = 3;
const PENALTY = 1.2;
/** Forty seconds, at twenty-five tokens for each. */
const MOST_TOKENS = 1000;

/** How a voice sounds, as the speech encoder has it: for the language model, and for the decoder. */
type Voice = Readonly<Record<'audio_features' | 'audio_tokens' | 'speaker_embeddings' | 'speaker_features', Tensor>>;

/**
 * Loads Chatterbox, which speaks as a recording sounds. It answers `synthesize`.
 *
 * Sources: https://huggingface.co/onnx-community/chatterbox-ONNX, and `modeling_chatterbox.js` of
 * https://github.com/huggingface/transformers.js
 */
export async function loadChatterbox(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings } = graphs;
  if (settings.family !== 'chatterbox') throw new TypeError('These are no settings of Chatterbox.');
  const { files, exaggeration } = settings;
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const tokenizer = new Tokenizer(await readJson(graphs, files.tokenizer), {});
  const encoder = await graphs.load(files.speechEncoder);
  const speaker = new SpeechTokens(
    await graphs.load(files.embedTokens),
    await graphs.load(files.languageModel),
    settings,
    exaggeration,
  );
  const decoder = await graphs.load(files.conditionalDecoder);
  let known: { readonly samples: Float32Array; readonly voice: Voice } | undefined;
  const voiceOf = async (reference: SpokenReference): Promise<Voice> => {
    if (known && sameSamples(known.samples, reference.samples)) return known.voice;
    known = { samples: reference.samples, voice: await encodeVoice(encoder, reference) };
    return known.voice;
  };

  return {
    async synthesize(params: SynthesizeParams, { signal, alive }: HostContext): Promise<Utterance> {
      signal.throwIfAborted();
      if (!params.reference) throw noReference();
      const voice = await voiceOf(params.reference);
      alive();
      const ids = tokenizer.encode(chatterboxText(params.text)).ids;
      const said = await speaker.say(ids, voice.audio_features, () => {
        signal.throwIfAborted();
        alive();
      });
      const prompt = Array.from(voice.audio_tokens.data, Number);
      const { waveform } = await decoder.run({
        speech_tokens: integers([...prompt, ...said, ...Array<number>(TAIL).fill(SILENCE)]),
        speaker_embeddings: voice.speaker_embeddings,
        speaker_features: voice.speaker_features,
      });
      const samples = floats(waveform).slice();
      return { samples, sampleRate: RATE, words: guessWords(samples, RATE, params), phones: [], estimated: true };
    },
  };
}

/** The language model that turns letters into tokens of speech. */
class SpeechTokens {
  readonly #embed: InferenceSession;
  readonly #next: ReturnType<typeof causalModel>;
  readonly #exaggeration: Tensor;

  constructor(embed: InferenceSession, model: InferenceSession, shape: CacheShape, exaggeration: number) {
    this.#embed = embed;
    this.#next = causalModel(model, shape);
    this.#exaggeration = new Tensor('float32', Float32Array.of(exaggeration), [1]);
  }

  /**
   * @param ids - The text, as the tokenizer frames it: it ends with the start of speech.
   * @param features - What the voice sounds like, `[1, length, width]`; it is read before the text.
   * @param check - Called between two tokens.
   */
  async say(ids: readonly number[], features: Tensor, check: () => void): Promise<readonly number[]> {
    let place = 0;
    // Tokens from the start of speech on stand at the beginning of what is said.
    const embedded = await this.#embedded(
      ids,
      ids.map((id) => (id >= START ? 0 : place++)),
    );
    const first = joined(features, embedded);
    let step = await this.#next({ inputs_embeds: first }, first.dims[1] ?? 0);
    const said: number[] = [];
    while (said.length < MOST_TOKENS) {
      check();
      penalizeRepeats(step.logits, [START, ...said], PENALTY);
      const token = likeliestToken(step.logits);
      if (token === STOP) break;
      said.push(token);
      step = await this.#next({ inputs_embeds: await this.#embedded([token], [said.length]) }, 1, step);
    }
    return said;
  }

  async #embedded(ids: readonly number[], places: readonly number[]): Promise<Tensor> {
    const feeds: Tensors = {
      input_ids: integers(ids),
      position_ids: integers(places),
      exaggeration: this.#exaggeration,
    };
    const { inputs_embeds: embeds } = await this.#embed.run(feeds);
    if (!embeds) throw new InternalError('The embedding gave nothing.', { retryable: false });
    return embeds;
  }
}

async function encodeVoice(encoder: InferenceSession, { samples, sampleRate }: SpokenReference): Promise<Voice> {
  const [heard = samples] = resample({ channels: [samples], sampleRate }, RATE).channels;
  const found = await encoder.run({ audio_values: new Tensor('float32', heard, [1, heard.length]) });
  const of = (name: string) => {
    const tensor = found[name];
    if (!tensor) throw new InternalError(`The speech encoder gave no ${name}.`, { retryable: false });
    return tensor;
  };
  return {
    audio_features: of('audio_features'),
    audio_tokens: of('audio_tokens'),
    speaker_embeddings: of('speaker_embeddings'),
    speaker_features: of('speaker_features'),
  };
}

/** Rows of one width, those of the second after those of the first. */
function joined(first: Tensor, second: Tensor): Tensor {
  const [one, other] = [floats(first), floats(second)];
  const values = new Float32Array(one.length + other.length);
  values.set(one);
  values.set(other, one.length);
  return new Tensor('float32', values, [1, (first.dims[1] ?? 0) + (second.dims[1] ?? 0), first.dims[2] ?? 0]);
}

function noReference(): BadRequestError {
  return new BadRequestError('Chatterbox speaks in the voice of a recording only.', {
    reason: 'voice_not_found',
    param: 'voice',
    hint: 'Clone a voice for it, or give a reference.',
  });
}
