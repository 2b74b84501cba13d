import type { Plane } from './spectra.ts';

/** How a model is fitted. */
export interface LowRankOptions {
  /** Spectra that are mixed; a multiple of four. */
  readonly components: number;
  readonly iterations: number;
  /** Awaited after each iteration, with the share that is done. */
  readonly pause: (fraction: number) => Promise<void>;
}

/** Few spectra at changing strengths. */
export interface LowRankModel {
  readonly components: number;
  readonly windows: number;
  readonly bins: number;
  /** `components` rows of one value a bin. */
  readonly spectra: Float32Array;
  /** One row of `components` strengths a window. */
  readonly strengths: Float32Array;
}

/** Four windows at a time: the inner loops then read and write memory a quarter as often. */
const BLOCK = 4;
const TINY = 1e-9;
/** Rounds in which the strengths of a window alone move at first, while they are mere guesses. */
const WARM_UP = 3;
/** Windows overlap, so that all but the last iterations look at one in so many, and each time at others. */
const STRIDE = 3;
const WHOLE_ITERATIONS = 2;

/**
 * Explains magnitudes as a few spectra that come back at changing strengths, as the notes and beats of an accompaniment do.
 * Values of little weight are filled in from the others: that tells what plays under a voice.
 *
 * Weighted non-negative matrix factorisation under the Kullback-Leibler divergence, by multiplicative updates.
 * @param weights - From 0, not looked at, to 1.
 * @see Lee and Seung, "Algorithms for non-negative matrix factorization", 2001.
 * @see Virtanen, Mesaros and Ryynänen, "Combining pitch-based inference and non-negative spectrogram factorization in
 * separating vocals from polyphonic music", SAPA 2008, for the weights.
 */
export async function fitLowRank(
  magnitudes: Plane,
  weights: Plane,
  { components, iterations, pause }: LowRankOptions,
): Promise<LowRankModel> {
  const { windows, bins } = magnitudes;
  const model = startModel(magnitudes, weights, components);
  const rise = new Float32Array(components * bins);
  const scale = new Float32Array(components * bins);
  const mixes = Array.from({ length: BLOCK }, () => new Float32Array(bins));
  for (let iteration = 0; iteration < iterations; iteration++) {
    rise.fill(0);
    scale.fill(TINY);
    const stride = iteration < iterations - WHOLE_ITERATIONS ? STRIDE : 1;
    const isFirstLook = iteration < STRIDE;
    for (let first = iteration % stride; first < windows; first += BLOCK * stride) {
      for (const [offset, mix] of mixes.entries()) {
        const window = first + offset * stride;
        if (window >= windows) {
          mix.fill(0);
          continue;
        }
        for (let round = isFirstLook ? WARM_UP : 0; round >= 0; round--) {
          mixWindow(model, window, mix);
          toRatios(mix, magnitudes, weights, window);
          updateStrengths(model, window, mix, weights);
        }
        mixWindow(model, window, mix);
        toRatios(mix, magnitudes, weights, window);
      }
      gather(model, { first, stride }, mixes, weights, { rise, scale });
    }
    const { spectra } = model;
    for (let index = 0; index < spectra.length; index++) {
      spectra[index] = ((spectra[index] ?? 0) * (rise[index] ?? 0)) / (scale[index] ?? 1);
    }
    await pause((iteration + 1) / iterations);
  }
  return model;
}

/** Every spectrum begins as the mean of a few windows spread over the whole, so that no two are alike. */
function startModel({ windows, bins, values }: Plane, weights: Plane, components: number): LowRankModel {
  const spectra = new Float32Array(components * bins).fill(1e-5);
  for (let component = 0; component < components; component++) {
    for (let turn = 0; turn < 3; turn++) {
      // A long stride stands in for chance: the same input always gives the same stems.
      const window = ((component * 3 + turn) * 7919 + 31 * turn) % windows;
      for (let bin = 0; bin < bins; bin++) {
        const index = component * bins + bin;
        const weight = weights.values[window * bins + bin] ?? 0;
        spectra[index] = (spectra[index] ?? 0) + (weight * (values[window * bins + bin] ?? 0)) / 3;
      }
    }
  }
  return { components, windows, bins, spectra, strengths: new Float32Array(windows * components).fill(1 / components) };
}

/** Writes what a model says of one window. */
export function mixWindow(
  { components, bins, spectra, strengths }: LowRankModel,
  window: number,
  mix: Float32Array,
): void {
  mix.fill(TINY);
  for (let component = 0; component < components; component += 4) {
    const at = window * components + component;
    const a = strengths[at] ?? 0;
    const b = strengths[at + 1] ?? 0;
    const c = strengths[at + 2] ?? 0;
    const d = strengths[at + 3] ?? 0;
    const row = component * bins;
    for (let bin = 0; bin < bins; bin++) {
      mix[bin] =
        (mix[bin] ?? 0) +
        a * (spectra[row + bin] ?? 0) +
        b * (spectra[row + bins + bin] ?? 0) +
        c * (spectra[row + 2 * bins + bin] ?? 0) +
        d * (spectra[row + 3 * bins + bin] ?? 0);
    }
  }
}

/** Turns a mix into how far the magnitudes exceed it, weighted. */
function toRatios(mix: Float32Array, magnitudes: Plane, weights: Plane, window: number): void {
  const row = window * mix.length;
  for (let bin = 0; bin < mix.length; bin++) {
    mix[bin] = ((weights.values[row + bin] ?? 0) * (magnitudes.values[row + bin] ?? 0)) / (mix[bin] ?? 1);
  }
}

function updateStrengths(
  { components, bins, spectra, strengths }: LowRankModel,
  window: number,
  ratios: Float32Array,
  { values: weights }: Plane,
): void {
  const weightRow = window * bins;
  for (let component = 0; component < components; component += 2) {
    const row = component * bins;
    let riseA = 0;
    let riseB = 0;
    let scaleA = TINY;
    let scaleB = TINY;
    for (let bin = 0; bin < bins; bin++) {
      const ratio = ratios[bin] ?? 0;
      const weight = weights[weightRow + bin] ?? 0;
      const a = spectra[row + bin] ?? 0;
      const b = spectra[row + bins + bin] ?? 0;
      riseA += a * ratio;
      scaleA += a * weight;
      riseB += b * ratio;
      scaleB += b * weight;
    }
    const at = window * components + component;
    strengths[at] = ((strengths[at] ?? 0) * riseA) / scaleA;
    strengths[at + 1] = ((strengths[at + 1] ?? 0) * riseB) / scaleB;
  }
}

/** Adds what a block of windows, `stride` apart, says of how the spectra should change. */
function gather(
  { components, bins, strengths }: LowRankModel,
  { first, stride }: { readonly first: number; readonly stride: number },
  ratios: readonly Float32Array[],
  { values: weights }: Plane,
  { rise, scale }: { readonly rise: Float32Array; readonly scale: Float32Array },
): void {
  const [ratioA = rise, ratioB = rise, ratioC = rise, ratioD = rise] = ratios;
  const weightRow = first * bins;
  const [nextWeights, nextStrengths] = [stride * bins, stride * components];
  for (let component = 0; component < components; component++) {
    const at = first * components + component;
    const a = strengths[at] ?? 0;
    const b = strengths[at + nextStrengths] ?? 0;
    const c = strengths[at + 2 * nextStrengths] ?? 0;
    const d = strengths[at + 3 * nextStrengths] ?? 0;
    const row = component * bins;
    for (let bin = 0; bin < bins; bin++) {
      const index = row + bin;
      const from = weightRow + bin;
      rise[index] =
        (rise[index] ?? 0) +
        a * (ratioA[bin] ?? 0) +
        b * (ratioB[bin] ?? 0) +
        c * (ratioC[bin] ?? 0) +
        d * (ratioD[bin] ?? 0);
      scale[index] =
        (scale[index] ?? 0) +
        a * (weights[from] ?? 0) +
        b * (weights[from + nextWeights] ?? 0) +
        c * (weights[from + 2 * nextWeights] ?? 0) +
        d * (weights[from + 3 * nextWeights] ?? 0);
    }
  }
}
