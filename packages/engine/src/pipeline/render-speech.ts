import type { MarkTiming, Pcm, Warning, WordTiming } from '@potoo/core';
import type { SaidBefore, Utterance } from '../backends/contract.ts';
import { retryCrashed } from '../hosts/retry-crashed.ts';
import { mapInOrder } from '../map-in-order.ts';
import type { SpokenChunk, TextPlan } from '../text/contract.ts';
import type { WordErrors } from '../text/word-error-rate.ts';
import type { TimeWords } from './align/time-words.ts';
import { finishUtterance } from './finish-utterance.ts';
import { placeChunk } from './place-chunk.ts';
import { withinRange } from './prosody-range.ts';
import type { Speaker, SpeakerFor } from './speaker.ts';
import type { UtteranceCache } from './utterance-cache.ts';
import type { VerifiedUtterance, VerifySpeech } from './verified-utterance.ts';
import { soundsBad } from './verify-speech.ts';

/** What rendering is told. */
export interface RenderOptions {
  readonly plan: TextPlan;
  readonly speaker: Speaker;
  readonly speakerFor: SpeakerFor;
  /** Speaking rate of the whole, 0.5 to 2. */
  readonly speed: number;
  /** Rate of the blocks, hertz. */
  readonly sampleRate: number;
  /** Finds the words that a voice guesses. @default They stay guesses. */
  readonly timeWords?: TimeWords | undefined;
  /** Listens to what is said. @default Nobody does. */
  readonly verify?: VerifySpeech | undefined;
  /** What was spoken before. @default Nothing is kept. */
  readonly spoken?: UtteranceCache | undefined;
  readonly signal: AbortSignal;
  readonly lane: string;
}

/** A spoken chunk, in the whole. */
export interface RenderedChunk {
  /** Mono; its pause included. May be empty. */
  readonly pcm: Pcm;
  readonly words: readonly WordTiming[];
  readonly marks: readonly MarkTiming[];
  /** Seconds of audio up to its end. */
  readonly end: number;
  /** Index just past what has been spoken of the original text. */
  readonly charEnd: number;
  readonly warnings: readonly Warning[];
  /** Whether the times of the words are guessed. */
  readonly estimated: boolean;
  /** How it was heard, where it was listened to. */
  readonly heard: WordErrors | undefined;
}

/** Speaks a text chunk after chunk: several are under way at once, and they come in order. */
export async function* renderSpeech(options: RenderOptions): AsyncGenerator<RenderedChunk> {
  const { plan, speaker, sampleRate } = options;
  // One more than can run: the next chunk's text is ready when a host falls free.
  let before: Promise<SpokenUtterance> | undefined;
  const spoken = mapInOrder(plan.chunks, speaker.parallel + 1, async (chunk, leaving) => {
    const speaking = speakChunk(chunk, before, options, AbortSignal.any([options.signal, leaving]));
    before = speaking;
    return { chunk, ...(await speaking) };
  });
  let frames = 0;
  let charEnd = 0;
  for await (const { chunk, utterance, warnings, heard } of spoken) {
    const samples = finishUtterance(utterance, {
      sampleRate,
      gainDb: chunk.prosody.volumeDb,
      pauseAfter: chunk.pauseAfter,
    });
    const { words, marks } = placeChunk(chunk, utterance, frames / sampleRate);
    frames += samples.length;
    charEnd = chunk.words.at(-1)?.charEnd ?? charEnd;
    const estimated = utterance?.estimated ?? false;
    yield {
      pcm: { channels: [samples], sampleRate },
      words,
      marks,
      end: frames / sampleRate,
      charEnd,
      warnings,
      estimated,
      heard,
    };
  }
}

interface SpokenUtterance {
  /** Who speaks, and what. */
  readonly said?: { readonly speaker: Speaker; readonly text: string };
  readonly utterance: Utterance | undefined;
  readonly warnings: readonly Warning[];
  readonly heard: WordErrors | undefined;
}

function unheard(language: string): Warning {
  const message = `No installed recogniser understands ${language}: what was said in it is not verified.`;
  return { type: 'unsupported', subject: 'verify', message };
}

async function speakChunk(
  chunk: SpokenChunk,
  before: Promise<SpokenUtterance> | undefined,
  { speaker, speakerFor, speed, timeWords, verify, spoken, lane }: RenderOptions,
  signal: AbortSignal,
): Promise<SpokenUtterance> {
  if (chunk.words.length === 0) return { utterance: undefined, warnings: [], heard: undefined };
  const chosen = speakerFor(chunk.language);
  const speaking = chosen ?? speaker;
  const wanted = { rate: speed * chunk.prosody.rate, pitch: chunk.prosody.pitch };
  const { manner, warnings: beyond } = withinRange(wanted, speaking.range, speaking.voice);
  const params = {
    text: chunk.text,
    words: chunk.words.map(({ text, from, to, ipa }) => ({ text, from, to, ...(ipa !== undefined && { ipa }) })),
    language: chosen ? chunk.language : (speaker.languages[0] ?? chunk.language),
    ...manner,
  };
  const said = speaking.goesOn ? saidBefore(await before, speaking) : undefined;
  const make = () =>
    retryCrashed(signal, () => speaking.synthesize({ ...params, ...(said && { before: said }) }, { signal, lane }));
  const finish = async (): Promise<VerifiedUtterance> => {
    const made = verify ? await verify(make, params, signal) : { utterance: await make(), heard: undefined };
    if (!made.utterance.estimated || !timeWords) return made;
    return { ...made, utterance: await timeWords(made.utterance, params, signal) };
  };
  const order = { speaker: speaking, params, timed: timeWords !== undefined, verified: verify !== undefined };
  const { utterance, heard } = spoken && !said ? await spoken.take(order, finish) : await finish();
  const unspoken: Warning = {
    type: 'unsupported',
    subject: 'language',
    message: `No installed voice speaks ${chunk.language}: ${speaker.voice} read it.`,
  };
  const told = [...beyond, ...(utterance.warnings ?? []), ...(chosen ? [] : [unspoken])];
  return {
    said: { speaker: speaking, text: chunk.text },
    utterance,
    warnings: verify && !heard ? [...told, unheard(params.language)] : told,
    heard,
  };
}

/** Longer than this, what was said before outweighs the recording whose voice is spoken in; seconds. */
const LONGEST_BEFORE = 8;

/** What a speaker goes on from; nothing where the sentence before was another's, came out badly or is too long. */
function saidBefore(before: SpokenUtterance | undefined, speaker: Speaker): SaidBefore | undefined {
  if (!before?.utterance || before.said?.speaker !== speaker) return undefined;
  if (before.heard && soundsBad(before.heard)) return undefined;
  const { samples, sampleRate } = before.utterance;
  if (samples.length === 0 || samples.length > LONGEST_BEFORE * sampleRate) return undefined;
  return { text: before.said.text, samples, sampleRate };
}
