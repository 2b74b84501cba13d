import type { Tokenizer } from '@huggingface/tokenizers';
import { BadRequestError, InternalError } from '@potoo/core/errors';
import { Tensor } from 'onnxruntime-node';
import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import type { SynthesizeParams, Utterance } from '../contract.ts';
import { guessWords } from '../guess-words.ts';
import { integers } from './cached-decoder.ts';
import { type CausalStep, causalModel } from './causal-model.ts';
import { DAC_FRAMES_PER_SECOND, DAC_RATE } from './dac-codes.ts';
import { floats } from './floats.ts';
import { damaged, type OpenedGraphs } from './open-graphs.ts';
import { profileMaker } from './outetts-profile.ts';
import { type OuteSpeaker, outePrompt, outeSpeakerSchema } from './outetts-prompt.ts';
import { penalizeRepeats } from './penalize-repeats.ts';
import { readJson } from './read-json.ts';
import { type SamplingOptions, sampleToken, seededChance } from './sample-token.ts';

/** As the publisher has it; without the window of the penalty the sound falls apart. */
const SAMPLING: SamplingOptions = { temperature: 0.4, topK: 40, topP: 0.9, minP: 0.05 };
const PENALTY = 1.1;
const PENALTY_WINDOW = 64;
/** What the model was trained with. */
const MOST_TOKENS = 8192;
const CODEBOOK = 1025;

/** Numbers of the tokens that matter. */
interface OuteTokens {
  readonly wordEnd: number;
  readonly ends: ReadonlySet<number>;
  /** Codes by their tokens. */
  readonly first: ReadonlyMap<number, number>;
  readonly second: ReadonlyMap<number, number>;
}

/**
 * Loads OuteTTS 1.0: a language model that goes on from a speaker's profile in the codes of the DAC speech codec, one of its own or
 * that of a recording. It answers `synthesize`; how long each word lasts, it tells.
 *
 * Source: https://github.com/edwko/OuteTTS
 */
export async function loadOuteTts(graphs: OpenedGraphs): Promise<HostMethods> {
  const { settings, variant } = graphs;
  if (settings.family !== 'outetts') throw new TypeError('These are no settings of OuteTTS.');
  const { files, profiles } = settings;
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const tokenizer = new Tokenizer(
    await readJson(graphs, files.tokenizer),
    await readJson(graphs, files.tokenizerConfig),
  );
  const speakers: OuteSpeaker[] = [];
  for (const file of profiles) {
    const { success, data } = outeSpeakerSchema.safeParse(await readJson(graphs, file));
    if (!success) throw damaged(variant, file, 'is no profile of a speaker');
    speakers.push(data);
  }
  const tokens = tokensOf(tokenizer, () => damaged(variant, files.tokenizer, 'has no tokens of sound'));
  const [model, codec] = [await graphs.load(files.languageModel), await graphs.load(files.codec)];
  const next = causalModel(model, settings);
  const profile = files.encoder === undefined ? undefined : profileMaker(await graphs.load(files.encoder));

  return {
    async synthesize(params: SynthesizeParams, { signal, alive }: HostContext): Promise<Utterance> {
      const { reference } = params;
      const speaker = reference
        ? await profile?.(reference, alive)
        : speakers[params.speakers?.[0]?.speaker ?? speakers.length];
      if (!speaker) throw noVoice(params.voice);
      const prompt = tokenizer.encode(outePrompt(params.text, speaker), { add_special_tokens: false }).ids;
      const read = (ids: readonly number[], before?: CausalStep) => {
        signal.throwIfAborted();
        alive();
        return next({ input_ids: integers(ids) }, ids.length, before);
      };
      const said = await goOn(prompt, read, tokens.ends);
      const { rows, lengths } = codesOf(said, tokens);
      const count = rows.length / 2;
      if (count === 0) {
        throw new InternalError(`The model made no sound of "${params.text.slice(0, 40)}".`, {
          reason: 'nothing_to_speak',
        });
      }
      const found = await codec.run({ audio_codes: new Tensor('int64', rows, [1, 2, count]) });
      const samples = floats(found['audio_values']).slice();
      const told = lengths.length === params.words.length;
      const words = told ? timesOf(lengths) : guessWords(samples, DAC_RATE, params);
      return { samples, sampleRate: DAC_RATE, words, phones: [], estimated: !told };
    },
  };
}

/** What the model says after a prompt. */
async function goOn(
  prompt: readonly number[],
  read: (ids: readonly number[], before?: CausalStep) => Promise<CausalStep>,
  ends: ReadonlySet<number>,
): Promise<readonly number[]> {
  const chance = seededChance(prompt.length);
  const all = [...prompt];
  let step = await read(prompt);
  while (all.length < MOST_TOKENS) {
    penalizeRepeats(step.logits, all.slice(-PENALTY_WINDOW), PENALTY);
    const token = sampleToken(step.logits, SAMPLING, chance);
    if (ends.has(token)) break;
    all.push(token);
    step = await read([token], step);
  }
  return all.slice(prompt.length);
}

/** The codes of the two codebooks, those of the first before those of the second, and how many frames each word has. */
function codesOf(said: readonly number[], { first, second, wordEnd }: OuteTokens) {
  const [one, other, lengths]: [number[], number[], number[]] = [[], [], []];
  let begun = 0;
  for (const token of said) {
    const [code1, code2] = [first.get(token), second.get(token)];
    if (code1 !== undefined) one.push(code1);
    if (code2 !== undefined) other.push(code2);
    if (token !== wordEnd) continue;
    lengths.push(one.length - begun);
    begun = one.length;
  }
  const count = Math.min(one.length, other.length);
  const rows = BigInt64Array.from([...one.slice(0, count), ...other.slice(0, count)], BigInt);
  return { rows, lengths };
}

/** Words that follow each other without pauses: those are part of the words before them. */
function timesOf(lengths: readonly number[]): Utterance['words'] {
  let at = 0;
  return lengths.map((length) => {
    const start = at;
    at += length / DAC_FRAMES_PER_SECOND;
    return { start, end: at };
  });
}

function tokensOf(tokenizer: Tokenizer, missing: () => InternalError): OuteTokens {
  const numberOf = (token: string): number => {
    const id = tokenizer.token_to_id(token);
    if (id === undefined) throw missing();
    return id;
  };
  const book = (name: string) =>
    new Map(Array.from({ length: CODEBOOK }, (_, code) => [numberOf(`<|${name}_${code}|>`), code] as const));
  return {
    wordEnd: numberOf('<|word_end|>'),
    ends: new Set([numberOf('<|audio_end|>'), numberOf('<|im_end|>')]),
    first: book('c1'),
    second: book('c2'),
  };
}

function noVoice(voice: string): BadRequestError {
  return new BadRequestError(`The model has no voice "${voice.slice(0, 80)}".`, {
    reason: 'voice_not_found',
    param: 'voice',
  });
}
