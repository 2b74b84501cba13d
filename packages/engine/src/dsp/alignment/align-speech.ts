import { BadRequestError } from '@potoo/core/errors';
import type { PcmSource } from '../../audio/pcm-source.ts';
import { createResampler } from '../../audio/resample.ts';
import { chanceDistance } from './chance-distance.ts';
import { type FrameFeatures, featureDistance, frameFeatures } from './frame-features.ts';
import { PAUSE, type ReferenceStates, referenceStates, type Span } from './reference-states.ts';
import { ALIGNMENT_RATE, SpeechFrameCollector } from './speech-frames.ts';
import { findWarpPath, pathDistance, type WarpOptions } from './warp-path.ts';

/** A word of the reference, where the audio says it. */
export interface AlignedSpan extends Span {
  /** 0 to 1: how surely it is said there. */
  readonly confidence: number;
}

/** Where the audio says what the reference says. */
export interface SpeechAlignment {
  /** One for each word of the reference, in order. */
  readonly words: readonly AlignedSpan[];
  /** 0 to 1: how surely the audio says the text at all. */
  readonly confidence: number;
}

/** Seconds between frames of the audio. */
const HOP = 0.01;
/** Bounds of the same of the reference, which is taken at the pace of the audio. */
const SHORTEST_HOP = 0.004;
const LONGEST_HOP = 0.025;
/** Less speech than this is none, seconds. */
const LEAST_SPEECH = 0.08;
/** How many times faster than the reference nobody speaks. */
const FASTEST = 4;
/** Vocal tracts that are tried, relative to that of the reference, and how often. */
const TRACTS = [0.8, 0.84, 0.88, 0.92, 0.96, 1, 1.04, 1.08, 1.12, 1.16, 1.2];
const MOST_TRIES = 3;
/** How much of the reference the tract is measured by, seconds. */
const TRACT_SECONDS = 60;

/**
 * Finds the words of a text in its recording, by way of a reference: the same text in a voice whose words are known in time.
 * Both are taken apart into cepstra and laid over each other by {@link findWarpPath}; the difference of the two speakers'
 * vocal tracts is found by trying and taken out (L. Lee & R. Rose, "Speaker normalization using efficient frequency
 * warping procedures", ICASSP 1996).
 * @param audio - Mono.
 * @param reference - Mono.
 * @param spans - The words of the reference. One without length is placed where the word before it ends.
 * @throws {BadRequestError} `no_speech`; `text_does_not_fit` when the audio is too short for the text. The signal's reason.
 */
export async function alignSpeech(
  audio: PcmSource,
  reference: PcmSource,
  spans: readonly Span[],
  { signal, onProgress, band }: WarpOptions = {},
): Promise<SpeechAlignment> {
  const heard = frameFeatures(await collectFrames(audio, { hop: HOP, signal }));
  const hop = paceOf(heard, spans);
  let tract = 1;
  let best: Candidate | undefined;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const said = frameFeatures(await collectFrames(reference, { hop, tract, signal }));
    const states = referenceStates(said, spans);
    const told = (fraction: number) => onProgress?.((attempt + fraction) / (MOST_TRIES + 1));
    const path = await findWarpPath(heard, states, { signal, band, onProgress: told });
    const distance = pathDistance(heard, states, path) ?? Number.POSITIVE_INFINITY;
    if (best && distance >= best.distance) break;
    best = { path, states, said, distance };
    const tuned = await fitTract(reference, best, heard, { hop, signal });
    if (tuned === tract) break;
    tract = tuned;
  }
  if (!best) return { words: [], confidence: 0 };
  const chance = await chanceDistance(heard, best.said, best.states, best.path, spans, { signal, band });
  return placeWords(heard, best, spans.length, chance);
}

interface Candidate {
  readonly path: Int32Array;
  readonly states: ReferenceStates;
  readonly said: FrameFeatures;
  readonly distance: number;
}

interface CollectOptions {
  readonly hop: number;
  readonly tract?: number;
  readonly signal?: AbortSignal | undefined;
  /** Most seconds that are read. @default All. */
  readonly seconds?: number;
}

async function collectFrames(source: PcmSource, { hop, tract, seconds, signal }: CollectOptions) {
  const collector = new SpeechFrameCollector(hop, tract);
  const resampler = createResampler(source.sampleRate, ALIGNMENT_RATE, 1);
  const to = seconds === undefined ? source.frames : Math.min(source.frames, Math.round(seconds * source.sampleRate));
  for await (const { channels } of source.read({ to })) {
    signal?.throwIfAborted();
    for (const samples of resampler.push(channels.slice(0, 1))) collector.push(samples);
  }
  for (const samples of resampler.flush()) collector.push(samples);
  return collector.finish();
}

/** The hop of the reference at which it has as many frames of speech as the audio. */
function paceOf(heard: FrameFeatures, spans: readonly Span[]): number {
  const speech = heard.speech.reduce((sum, weight) => sum + weight, 0) * heard.hop;
  if (speech < LEAST_SPEECH) {
    throw new BadRequestError('No speech was heard in the recording.', {
      reason: 'no_speech',
      param: 'audio',
      hint: 'Send a recording of somebody who says the text.',
    });
  }
  const said = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  if (said > FASTEST * speech) {
    throw new BadRequestError(
      `The text takes about ${Math.ceil(said)} s to say, and the recording has ${speech.toFixed(1)} s of speech.`,
      { reason: 'text_does_not_fit', param: 'text', hint: 'Send the text of this recording, no more.' },
    );
  }
  return Math.min(LONGEST_HOP, Math.max(SHORTEST_HOP, (heard.hop * said) / speech));
}

/** The tract with which the reference sounds most like the audio where the path has laid them over each other. */
async function fitTract(
  reference: PcmSource,
  { path, states }: Candidate,
  heard: FrameFeatures,
  options: CollectOptions,
): Promise<number> {
  let best = { tract: 1, distance: Number.POSITIVE_INFINITY };
  for (const tract of TRACTS) {
    const said = frameFeatures(await collectFrames(reference, { ...options, tract, seconds: TRACT_SECONDS }));
    let [sum, count] = [0, 0];
    for (const [frame, state] of path.entries()) {
      const place = states.frames[state] ?? PAUSE;
      if (place === PAUSE || place >= said.count) continue;
      sum += featureDistance(heard.values, frame, said.values, place);
      count++;
    }
    if (sum / count < best.distance) best = { tract, distance: sum / count };
  }
  return best.tract;
}

/** Times of the words by the frames that are theirs, and how well those fit. */
function placeWords(
  heard: FrameFeatures,
  { path, states, distance }: Candidate,
  count: number,
  chance: number,
): SpeechAlignment {
  const found = Array.from({ length: count }, () => ({ first: -1, last: -1, sum: 0, frames: 0 }));
  for (const [frame, state] of path.entries()) {
    const word = found[states.words[state] ?? PAUSE];
    if (!word) continue;
    if (word.frames === 0) word.first = frame;
    word.last = frame;
    word.sum += featureDistance(heard.values, frame, states.values, state);
    word.frames++;
  }
  let end = 0;
  const words = found.map(({ first, last, sum, frames }) => {
    // A frame stands for half a hop to each side of its middle.
    if (frames === 0) return { start: end, end, confidence: 0 };
    const start = Math.max(0, (first - 0.5) * heard.hop);
    end = (last + 0.5) * heard.hop;
    return { start, end, confidence: fitOf(sum / frames, chance, WORD_FIT) };
  });
  return { words, confidence: fitOf(distance, chance, WHOLE_FIT) };
}

/** Shares of the distance by chance: at which nothing fits, and at which everything does. */
interface FitRange {
  readonly none: number;
  readonly all: number;
}

const WORD_FIT: FitRange = { none: 1.1, all: 0.7 };
const WHOLE_FIT: FitRange = { none: 0.96, all: 0.86 };

function fitOf(distance: number, chance: number, { none, all }: FitRange): number {
  return Math.max(0, Math.min(1, (none - distance / chance) / (none - all)));
}
