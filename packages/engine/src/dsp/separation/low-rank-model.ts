import { createPlane, type Plane } from './spectra.ts';

/** How a model is fitted. */
export interface LowRankOptions {
  /** Spectra that are mixed. */
  readonly components: number;
  readonly iterations: number;
  /** Awaited after each iteration, with the share that is done. */
  readonly pause: (fraction: number) => Promise<void>;
}

/** A plane explained as few spectra at changing strengths. */
export interface LowRankModel {
  readonly components: number;
  /** `components` rows of one value a bin. */
  readonly spectra: Float32Array;
  /** One row of `components` strengths a window. */
  readonly strengths: Float32Array;
}

const TINY = 1e-9;

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
  const model = startModel(magnitudes, weights, components);
  const { windows, bins } = magnitudes;
  const mix = new Float32Array(bins);
  const ratio = new Float32Array(bins);
  const rise = new Float32Array(components * bins);
  const weigh = new Float32Array(components * bins);
  for (let iteration = 0; iteration < iterations; iteration++) {
    rise.fill(0);
    weigh.fill(TINY);
    for (let window = 0; window < windows; window++) {
      const weight = weights.values.subarray(window * bins, (window + 1) * bins);
      const magnitude = magnitudes.values.subarray(window * bins, (window + 1) * bins);
      // The first strengths are mere guesses: a few more rounds before the spectra move.
      for (let round = iteration === 0 ? 4 : 1; round > 0; round--) {
        mixWindow(model, window, mix);
        for (let bin = 0; bin < bins; bin++)
          ratio[bin] = ((weight[bin] ?? 0) * (magnitude[bin] ?? 0)) / (mix[bin] ?? 1);
        updateStrengths(model, window, ratio, weight);
      }
      mixWindow(model, window, mix);
      for (let bin = 0; bin < bins; bin++) ratio[bin] = ((weight[bin] ?? 0) * (magnitude[bin] ?? 0)) / (mix[bin] ?? 1);
      gather(model, window, ratio, weight, rise, weigh);
    }
    for (let index = 0; index < rise.length; index++) {
      model.spectra[index] = ((model.spectra[index] ?? 0) * (rise[index] ?? 0)) / (weigh[index] ?? 1);
    }
    await pause((iteration + 1) / iterations);
  }
  return model;
}

/** Writes what a model says of one window. */
export function mixWindow({ components, spectra, strengths }: LowRankModel, window: number, mix: Float32Array): void {
  const bins = mix.length;
  mix.fill(TINY);
  for (let component = 0; component < components; component++) {
    const strength = strengths[window * components + component] ?? 0;
    if (strength < TINY) continue;
    const spectrum = spectra.subarray(component * bins, (component + 1) * bins);
    for (let bin = 0; bin < bins; bin++) mix[bin] = (mix[bin] ?? 0) + strength * (spectrum[bin] ?? 0);
  }
}

/** Every spectrum begins as the mean of a few windows spread over the whole, so that no two are alike. */
function startModel({ windows, bins, values }: Plane, weights: Plane, components: number): LowRankModel {
  const spectra = new Float32Array(components * bins).fill(TINY);
  for (let component = 0; component < components; component++) {
    for (let turn = 0; turn < 3; turn++) {
      // A fixed stride that shares no factor with usual lengths stands in for chance: the same input gives the same stems.
      const window = ((component * 3 + turn) * 7919 + 31 * turn) % windows;
      for (let bin = 0; bin < bins; bin++) {
        const index = component * bins + bin;
        const weight = weights.values[window * bins + bin] ?? 0;
        spectra[index] = (spectra[index] ?? 0) + (weight * (values[window * bins + bin] ?? 0)) / 3 + 1e-5;
      }
    }
  }
  return { components, spectra, strengths: new Float32Array(windows * components).fill(1 / components) };
}

function updateStrengths(
  { components, spectra, strengths }: LowRankModel,
  window: number,
  ratio: Float32Array,
  weight: Float32Array,
): void {
  const bins = ratio.length;
  for (let component = 0; component < components; component++) {
    const spectrum = spectra.subarray(component * bins, (component + 1) * bins);
    let rise = 0;
    let scale = TINY;
    for (let bin = 0; bin < bins; bin++) {
      rise += (spectrum[bin] ?? 0) * (ratio[bin] ?? 0);
      scale += (spectrum[bin] ?? 0) * (weight[bin] ?? 0);
    }
    const index = window * components + component;
    strengths[index] = ((strengths[index] ?? 0) * rise) / scale;
  }
}

function gather(
  { components, strengths }: LowRankModel,
  window: number,
  ratio: Float32Array,
  weight: Float32Array,
  rise: Float32Array,
  weigh: Float32Array,
): void {
  const bins = ratio.length;
  for (let component = 0; component < components; component++) {
    const strength = strengths[window * components + component] ?? 0;
    if (strength < TINY) continue;
    const rises = rise.subarray(component * bins, (component + 1) * bins);
    const weighs = weigh.subarray(component * bins, (component + 1) * bins);
    for (let bin = 0; bin < bins; bin++) {
      rises[bin] = (rises[bin] ?? 0) + strength * (ratio[bin] ?? 0);
      weighs[bin] = (weighs[bin] ?? 0) + strength * (weight[bin] ?? 0);
    }
  }
}

/** What a model says of every window, squared: powers. */
export function modelPowers(model: LowRankModel, windows: number, bins: number): Plane {
  const powers = createPlane(windows, bins);
  const mix = new Float32Array(bins);
  for (let window = 0; window < windows; window++) {
    mixWindow(model, window, mix);
    for (let bin = 0; bin < bins; bin++) powers.values[window * bins + bin] = (mix[bin] ?? 0) ** 2;
  }
  return powers;
}
