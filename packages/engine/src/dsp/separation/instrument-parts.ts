import type { AnalysisGrid } from './analysis-grid.ts';
import { joinBands } from './joined-bands.ts';
import { fitLowRank, type LowRankModel, mixWindow } from './low-rank-model.ts';
import type { StereoPlanes } from './segment-planes.ts';
import { createPlane, type Plane } from './spectra.ts';
import { createBands } from './spectral-bands.ts';
import type { Pause } from './stretch.ts';

const COMPONENTS = 16;
const ITERATIONS = 16;

/** Change of level below which a note neither rises nor falls, decibels a second. */
const STILL = 2.5;
/** How much more of its time than it rises a sound must fall to be struck or plucked, and how sharp the limit is. */
const FALLING = 0.06;
const FALLING_WIDTH = 0.03;
/** Frequency below which 95 % of a piano's energy lies, and most of a guitar's does not; and the width of doubt, octaves. */
const BRIGHT_HERTZ = 1450;
const BRIGHT_WIDTH = 0.25;

/** Which share of the harmony is whose, 0 to 1; the rest is held or bowed or blown. */
export interface InstrumentParts {
  readonly guitar: StereoPlanes;
  readonly piano: StereoPlanes;
}

/**
 * Splits harmony instruments by how their notes sound: what falls more than it rises is struck or plucked, and of that the
 * bright is the guitar, the rest the piano. A rule of thumb, not a recogniser: a bowed guitar or a bright piano goes astray.
 *
 * The harmony is taken apart into few spectra at changing strengths first; each goes to the instruments as a whole.
 * @param powers - Of the harmony alone.
 * @see Helén and Virtanen, "Separation of drums from polyphonic music using non-negative matrix factorization and support
 * vector machine", EUSIPCO 2005, for sorting components by features.
 */
export async function splitHarmony(powers: StereoPlanes, grid: AnalysisGrid, pause: Pause): Promise<InstrumentParts> {
  const edges = createBands(grid);
  const magnitudes = joinBands(powers, edges);
  const weights = createPlane(magnitudes.windows, magnitudes.bins);
  weights.values.fill(1);
  const model = await fitLowRank(magnitudes, weights, { components: COMPONENTS, iterations: ITERATIONS, pause });
  const struck = Float32Array.from({ length: COMPONENTS }, (_, component) =>
    rising((fallShare(model, component, grid) - FALLING) / FALLING_WIDTH),
  );
  const bright = Float32Array.from({ length: COMPONENTS }, (_, component) =>
    rising(Math.log2(rollOff(model, component, edges, grid) / BRIGHT_HERTZ) / BRIGHT_WIDTH),
  );
  const guitars = struck.map((value, component) => value * (bright[component] ?? 0));
  const pianos = struck.map((value, component) => value * (1 - (bright[component] ?? 0)));
  return { guitar: sharesOf(model, guitars, powers, edges), piano: sharesOf(model, pianos, powers, edges) };
}

/** From 0 to 1, one half at 0. */
function rising(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Time in which a component falls less the time in which it rises, as a share of the time in which it sounds. */
function fallShare({ components, windows, strengths }: LowRankModel, component: number, grid: AnalysisGrid): number {
  const at = (window: number): number => strengths[window * components + component] ?? 0;
  let loudest = 0;
  for (let window = 0; window < windows; window++) loudest = Math.max(loudest, at(window));
  const still = (STILL * grid.hop) / grid.sampleRate;
  let balance = 0;
  let count = 0;
  for (let window = 1; window < windows; window++) {
    if (Math.max(at(window), at(window - 1)) < 0.1 * loudest) continue;
    const change = 20 * Math.log10((at(window) + 1e-9) / (at(window - 1) + 1e-9));
    if (Math.abs(change) > still) balance -= Math.sign(change);
    count++;
  }
  return balance / Math.max(1, count);
}

/** Frequency below which 95 % of a component's energy lies, hertz. */
function rollOff(
  { bins, spectra }: LowRankModel,
  component: number,
  edges: Int32Array,
  { binHertz }: AnalysisGrid,
): number {
  const bands = edges.length - 1;
  const energies = new Float32Array(bands);
  for (let place = 0; place < bins; place++) {
    const band = place % bands;
    const width = (edges[band + 1] ?? 0) - (edges[band] ?? 0);
    energies[band] = (energies[band] ?? 0) + width * (spectra[component * bins + place] ?? 0) ** 2;
  }
  let left = 0.05 * energies.reduce((sum, energy) => sum + energy, 0);
  let band = bands - 1;
  for (; band > 0 && left > 0; band--) left -= energies[band] ?? 0;
  return Math.max(1, band + 1 < bands ? (edges[band + 1] ?? 0) : 1) * binHertz;
}

/** Shares, in power, of what some components make of the whole. */
function sharesOf(model: LowRankModel, portions: Float32Array, powers: StereoPlanes, edges: Int32Array): StereoPlanes {
  const { components, windows, strengths } = model;
  const part = { ...model, strengths: strengths.map((value, index) => value * (portions[index % components] ?? 0)) };
  const mid = createPlane(windows, powers.mid.bins);
  const side = powers.side && createPlane(windows, powers.mid.bins);
  const whole = new Float32Array(model.bins);
  const own = new Float32Array(model.bins);
  for (let window = 0; window < windows; window++) {
    mixWindow(model, window, whole);
    mixWindow(part, window, own);
    for (let place = 0; place < own.length; place++) {
      const mine = (own[place] ?? 0) ** 2;
      own[place] = mine / (mine + ((whole[place] ?? 0) - (own[place] ?? 0)) ** 2 + 1e-18);
    }
    spread(own, 0, mid, window, edges);
    if (side) spread(own, edges.length - 1, side, window, edges);
  }
  return { mid, side };
}

function spread(shares: Float32Array, first: number, { bins, values }: Plane, window: number, edges: Int32Array): void {
  for (let band = 0; band + 1 < edges.length; band++) {
    values.fill(shares[first + band] ?? 0, window * bins + (edges[band] ?? 0), window * bins + (edges[band + 1] ?? 0));
  }
}
