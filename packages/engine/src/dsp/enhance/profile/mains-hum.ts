import type { LineSpectrum } from './line-spectrum.ts';

/** What the mains run at, hertz, and how far recordings of it stray, as a share. */
const MAINS = [50, 60];
const STRAY = 0.01;
/** Step of the search, as a share of the frequency: a hundredth of a hertz. */
const SEARCH_STEP = 0.0002;
/** No line of hum is looked for above, hertz. */
export const HIGHEST_HUM_HERTZ = 2000;
/** A line stands out by so much, decibels, and changes its level so little: how far its two means may differ. */
const STANDS_OUT_DB = 10;
const STEADY_DB = 3;
/** How far a line may lie below the loudest one, decibels. */
const QUIETEST_DB = 60;
/** What all lines together stand out by. */
const SURE_DB = 20;
/** What a line that lies between two frequencies of the spectrum counts less, so that the best fit is in the middle. */
const OFF_CENTRE_DB = 6;
/** The surroundings of a line, hertz. */
const NEAR_HERTZ = 2;
const FAR_HERTZ = 12;

/** Hum, as found. */
export interface Hum {
  /** Of the mains. */
  readonly hertz: number;
  /** The multiples that stand out, hertz. */
  readonly lines: readonly number[];
}

/**
 * Finds the hum of the mains: lines at a frequency near 50 or 60 hertz and its multiples that stand out from what is
 * around them, and do so all the time. One of the lowest three multiples has to be among them.
 * @returns `undefined` when there is no hum.
 */
export function findHum(spectrum: LineSpectrum): Hum | undefined {
  let best: Hum & { readonly sum: number } = { hertz: 0, lines: [], sum: 0 };
  for (const mains of MAINS) {
    for (let share = -STRAY; share <= STRAY; share += SEARCH_STEP) {
      const found = linesAt(spectrum, mains * (1 + share));
      if (found.sum > best.sum) best = found;
    }
  }
  return best.sum >= SURE_DB ? { hertz: best.hertz, lines: audible(best.lines, spectrum) } : undefined;
}

/** Without the lines that are as good as silent beside the loudest one: rounding errors of the transform. */
function audible(lines: readonly number[], { steady, binHertz }: LineSpectrum): number[] {
  const powers = lines.map((hertz) => steady[Math.round(hertz / binHertz)] ?? 0);
  const quietest = Math.max(...powers) / 10 ** (QUIETEST_DB / 10);
  return lines.filter((_, index) => (powers[index] ?? 0) > quietest);
}

function linesAt(spectrum: LineSpectrum, hertz: number): Hum & { readonly sum: number } {
  const lines: number[] = [];
  let sum = 0;
  for (let multiple = 1; multiple * hertz < HIGHEST_HUM_HERTZ; multiple++) {
    const above = prominenceDb(spectrum, multiple * hertz);
    if (above < STANDS_OUT_DB) continue;
    lines.push(peakHertz(spectrum, multiple * hertz));
    sum += above;
  }
  return { hertz, lines, sum: (lines[0] ?? HIGHEST_HUM_HERTZ) < 3.5 * hertz ? sum : 0 };
}

/** How far a steady line at a frequency stands out; 0 when there is none. */
function prominenceDb({ steady, mean, binHertz }: LineSpectrum, hertz: number): number {
  const place = hertz / binHertz;
  const bin = Math.round(place);
  const peak = steady[bin] ?? 0;
  if (peak < Math.max(steady[bin - 1] ?? 0, steady[bin + 1] ?? 0)) return 0;
  if (toDb((mean[bin] ?? 0) / peak) > STEADY_DB) return 0;
  const near = Math.max(3, Math.round(NEAR_HERTZ / binHertz));
  const far = near + Math.max(8, Math.round((FAR_HERTZ - NEAR_HERTZ) / binHertz));
  const around: number[] = [];
  for (let distance = near; distance <= far; distance++) {
    around.push(steady[bin - distance] ?? 0, steady[bin + distance] ?? 0);
  }
  around.sort((first, second) => first - second);
  const background = around[around.length >> 1] ?? 0;
  return toDb(peak / background) - OFF_CENTRE_DB * Math.abs(place - bin);
}

/** The top of the peak at a frequency, between the frequencies of the spectrum: a parabola through its logarithms. */
function peakHertz({ steady, binHertz }: LineSpectrum, hertz: number): number {
  const bin = Math.round(hertz / binHertz);
  const [before, peak, after] = [bin - 1, bin, bin + 1].map((at) => Math.log(steady[at] ?? 1));
  if (before === undefined || peak === undefined || after === undefined) return hertz;
  const curve = before - 2 * peak + after;
  return (bin + (curve < 0 ? (before - after) / (2 * curve) : 0)) * binHertz;
}

function toDb(ratio: number): number {
  return 10 * Math.log10(ratio);
}
