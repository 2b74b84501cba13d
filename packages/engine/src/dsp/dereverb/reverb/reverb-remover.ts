import { createDecayStatistics, type DecayStatistics } from './decay-statistics.ts';
import {
  createDelayedPredictor,
  type DelayedPredictor,
  newBinPrediction,
  type PredictionShape,
} from './delayed-prediction.ts';
import { type HearingBands, hearingBands } from './hearing-bands.ts';
import { createLateSuppression } from './late-suppression.ts';
import { createPredictionGain } from './prediction-gain.ts';
import { reverbEvidence } from './reverb-evidence.ts';
import type { ReverbStrength } from './reverb-strength.ts';
import type { FrameLayout } from './spectral-analysis.ts';
import type { SpectralBlock } from './spectral-block.ts';

/** Seconds from a frame to the latest that it is predicted from: what comes sooner is early sound, and speech itself. */
const DELAY_SECONDS = 0.046;
/** Up to these frequencies, hertz, so much of the reach is looked at; above the last, tails are short and only suppressed. */
const REACHES: ReadonlyArray<readonly [upTo: number, share: number]> = [
  [1500, 1],
  [4000, 0.75],
  [8000, 0.5],
];
/** Several channels tell more of a room than one, with fewer frames each. */
const REACH_OF_MANY = 0.6;
/** Least frames of a block for each tap. */
const FRAMES_PER_TAP = 8;
/** What earlier blocks count for. */
const MEMORY = 0.5;
/** Prediction gains are looked at above this frequency, hertz: below, voices and instruments are predictable themselves. */
const TELLING_FROM = 900;
/** Decibels that chance takes for each tap, from all frames together. */
const CHANCE = 3;
/** Bins between two turns. */
const BINS_PER_TURN = 64;

/** Called now and then with the share that is done, 0 to 1; may wait, and may throw to end the work. */
export type Turn = (share: number) => Promise<void>;

/** Takes reverberation out of spectra, block by block. */
export interface ReverbRemover {
  /** Frames of the block before that have to stand before a block's own. */
  readonly history: number;
  /**
   * Takes what is predicted from the past out of a block's frames, and puts into its history what the next one needs.
   * @returns How surely the block was reverberant, 0 to 1.
   */
  predict(block: SpectralBlock, frames: number, onTurn: Turn): Promise<number>;
  /** Gains for the next frame of what is left, in order of time. */
  suppress(block: SpectralBlock, frame: number, gains: Float32Array): void;
}

/** Makes a remover for one recording. @param blockFrames - Most frames of a block. */
export function createReverbRemover(
  layout: FrameLayout,
  channels: number,
  blockFrames: number,
  strength: ReverbStrength,
): ReverbRemover {
  const bands = hearingBands(layout);
  const shapes = predictionShapes(layout, channels, blockFrames, strength.reach);
  const [largest = { channels, taps: 1, delay: 1 }] = shapes;
  const predictor = createDelayedPredictor(largest, blockFrames);
  const gain = createPredictionGain(blockFrames);
  const bins = shapes.map(newBinPrediction);
  const reverberant = createDecayStatistics(bands.count, layout.hopSeconds);
  const dried = createDecayStatistics(bands.count, layout.hopSeconds);
  const suppression = createLateSuppression(layout, bands, strength);
  const power = new Float32Array(layout.bins);
  /** Decibels that prediction takes, and of how many frames, by band. */
  const sums = new Float64Array(bands.count);
  const counts = new Float64Array(bands.count);
  let evidence = 0;

  /** Learns every bin's prediction. @returns What it takes from the bands that tell, decibels. */
  async function learn(block: SpectralBlock, frames: number, onTurn: Turn): Promise<Array<number | undefined>> {
    for (let band = 0; band < bands.count; band++) {
      sums[band] = MEMORY * (sums[band] ?? 0);
      counts[band] = MEMORY * (counts[band] ?? 0);
    }
    for (const [bin, state] of bins.entries()) {
      if (bin % BINS_PER_TURN === 0) await onTurn(bin / bins.length);
      load(block, bin, frames, predictor);
      predictor.learn(state, frames, MEMORY);
      const band = bands.ofBin[bin] ?? -1;
      if (band < 0 || (bands.centres[band] ?? 0) < TELLING_FROM) continue;
      predictor.predict(state, frames);
      const { decibels, count } = gain.measure(predictor, frames);
      sums[band] = (sums[band] ?? 0) + decibels - CHANCE * state.shape.taps * channels;
      counts[band] = (counts[band] ?? 0) + count;
    }
    return Array.from(sums, (sum, band) => (counts[band] ? sum / counts[band] : undefined));
  }

  return {
    history: predictor.history,
    async predict(block, frames, onTurn) {
      const gains = await learn(block, frames, onTurn);
      watchLevels(block, frames, bands, reverberant);
      evidence = reverbEvidence(reverberant.decays(), gains);
      for (const [bin, state] of bins.entries()) {
        load(block, bin, frames, predictor);
        predictor.predict(state, frames);
        store(block, bin, frames, predictor, evidence * strength.prediction);
      }
      watchLevels(block, frames, bands, dried);
      suppression.update(dried.decays());
      return evidence;
    },
    suppress(block, frame, gains) {
      block.power(frame, power);
      suppression.push(power, gains);
      for (let bin = 0; bin < gains.length; bin++) gains[bin] = 1 - evidence * (1 - (gains[bin] ?? 1));
    },
  };
}

/** How each bin is predicted, from the lowest on. The first needs most room. */
function predictionShapes(
  { hopSeconds, binWidth, bins }: FrameLayout,
  channels: number,
  blockFrames: number,
  reach: number,
): PredictionShape[] {
  const delay = Math.max(1, Math.round(DELAY_SECONDS / hopSeconds));
  const wanted = (reach * (channels > 1 ? REACH_OF_MANY : 1)) / hopSeconds;
  const most = Math.floor(blockFrames / FRAMES_PER_TAP / channels);
  const shapes: PredictionShape[] = [];
  for (const [upTo, share] of REACHES) {
    const taps = Math.max(1, Math.min(most, Math.round(share * wanted)));
    while (shapes.length < bins && shapes.length * binWidth < upTo) shapes.push({ channels, taps, delay });
  }
  return shapes;
}

/** Puts a bin's frames and their history into the predictor. */
function load(block: SpectralBlock, bin: number, frames: number, { signals, history }: DelayedPredictor): void {
  const from = bin * block.stride;
  const to = from + history + frames;
  for (const [channel, { re, im }] of block.channels.entries()) {
    signals[channel]?.re.set(re.subarray(from, to));
    signals[channel]?.im.set(im.subarray(from, to));
  }
}

/** Writes a bin's frames back without a share of what is predicted, and the history of the next block. */
function store(block: SpectralBlock, bin: number, frames: number, predictor: DelayedPredictor, share: number): void {
  const { signals, predictions, history } = predictor;
  const from = bin * block.stride;
  for (const [channel, { re, im }] of block.channels.entries()) {
    const [signal, away] = [signals[channel], predictions[channel]];
    if (!signal || !away) continue;
    re.set(signal.re.subarray(frames, frames + history), from);
    im.set(signal.im.subarray(frames, frames + history), from);
    for (let t = 0, at = from + history; t < frames; t++, at++) {
      re[at] = (re[at] ?? 0) - share * (away.re[t] ?? 0);
      im[at] = (im[at] ?? 0) - share * (away.im[t] ?? 0);
    }
  }
}

/** Adds a block's levels, band by band, to the statistics of their falls. */
function watchLevels(block: SpectralBlock, frames: number, bands: HearingBands, statistics: DecayStatistics): void {
  const levels = Array.from({ length: bands.count }, () => new Float64Array(frames));
  for (const [bin, band] of bands.ofBin.entries()) {
    const sums = levels[band];
    if (!sums) continue;
    const from = bin * block.stride + block.history;
    for (const { re, im } of block.channels) {
      for (let t = 0; t < frames; t++) sums[t] = (sums[t] ?? 0) + (re[from + t] ?? 0) ** 2 + (im[from + t] ?? 0) ** 2;
    }
  }
  for (const [band, sums] of levels.entries()) {
    for (let t = 0; t < frames; t++) sums[t] = 10 * Math.log10((sums[t] ?? 0) + 1e-12);
    statistics.add(band, sums, MEMORY);
  }
}
