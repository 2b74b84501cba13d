import type { LineSpectrum } from './line-spectrum.ts';

/** What the mains run at, hertz, and how far recordings of it stray, as a share. */
const MAINS = [50, 60];
const STRAY = 0.01;
/** Step of the search, as a share of the frequency. */
const SEARCH_STEP = 0.0002;
/** No line of hum is looked for above, hertz. */
const HIGHEST = 2000;
/** One of so many lowest multiples has to be among the lines. */
const LOWEST_MULTIPLES = 3;
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

/** A multiple of the mains that stands out. */
interface Line {
  readonly multiple: number;
  readonly hertz: number;
}

/**
 * Finds the hum of the mains: lines at a frequency near 50 or 60 hertz and its multiples that stand out from what is
 * around them, and do so all the time. One of the lowest three multiples has to be among them. Where there is hum, every
 * multiple up to the highest of the lines is taken to sound, also where a voice hides it.
 * @returns The frequencies, hertz; none when there is no hum.
 */
export function findHumLines(spectrum: LineSpectrum): number[] {
  let best: { readonly lines: readonly Line[]; readonly sum: number } = { lines: [], sum: SURE_DB };
  for (const mains of MAINS) {
    for (let share = -STRAY; share <= STRAY; share += SEARCH_STEP) {
      const found = linesAt(spectrum, mains * (1 + share));
      if (found.sum > best.sum) best = found;
    }
  }
  const lines = audible(best.lines, spectrum);
  const highest = lines.at(-1)?.multiple ?? 0;
  // The least squares of all lines' distances from multiples of one frequency.
  const hertz = sum(lines, (line) => line.multiple * line.hertz) / sum(lines, (line) => line.multiple ** 2);
  return Array.from({ length: highest }, (_, index) => {
    return lines.find(({ multiple }) => multiple === index + 1)?.hertz ?? hertz * (index + 1);
  });
}

/** Without the lines that are as good as silent beside the loudest one: rounding errors of the transform. */
function audible(lines: readonly Line[], { steady, binHertz }: LineSpectrum): Line[] {
  const powers = lines.map(({ hertz }) => steady[Math.round(hertz / binHertz)] ?? 0);
  const quietest = Math.max(...powers) / 10 ** (QUIETEST_DB / 10);
  return lines.filter((_, index) => (powers[index] ?? 0) > quietest);
}

function linesAt(spectrum: LineSpectrum, hertz: number): { readonly lines: Line[]; readonly sum: number } {
  const lines: Line[] = [];
  let above = 0;
  for (let multiple = 1; multiple * hertz < HIGHEST; multiple++) {
    const prominence = prominenceDb(spectrum, multiple * hertz);
    if (prominence < STANDS_OUT_DB) continue;
    lines.push({ multiple, hertz: peakHertz(spectrum, multiple * hertz) });
    above += prominence;
  }
  return { lines, sum: (lines[0]?.multiple ?? LOWEST_MULTIPLES + 1) <= LOWEST_MULTIPLES ? above : 0 };
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
  const width = far - near + 1;
  const around = new Float32Array(2 * width);
  for (let index = 0; index < width; index++) {
    around[index] = steady[bin - near - index] ?? 0;
    around[width + index] = steady[bin + near + index] ?? 0;
  }
  // Typed, it sorts without a comparison in JavaScript: there are thousands of lines to be looked at.
  around.sort();
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

function sum(lines: readonly Line[], value: (line: Line) => number): number {
  return lines.reduce((total, line) => total + value(line), 0);
}

function toDb(ratio: number): number {
  return 10 * Math.log10(ratio);
}
