/** What it costs that a formant is missing, and that a resonance between two is none, spacings. */
const MISSING = 0.6;
const SPURIOUS = 0.3;

/** Which resonances of a frame are which formants. */
export interface FormantAssignment {
  /** For each formant its resonance, hertz; `undefined` for one that is missing. */
  readonly formants: ReadonlyArray<number | undefined>;
  /** How far they lie from where they usually are, with what is missing or too much, spacings. */
  readonly cost: number;
}

/**
 * Tells which resonances of a frame are which formants: those that together lie nearest to where a tube has them. Some may be
 * missing, as two often melt into one, and some resonances may be none. Counted from the lowest instead, every formant above a
 * missing one would be taken for its neighbour.
 *
 * After S. McCandless, "An algorithm for automatic formant extraction using linear prediction spectra", 1974.
 * @param resonances - Rising, hertz.
 * @param spacing - Distance of neighbouring formants in the tube, hertz.
 * @param count - How many formants are looked for.
 */
export function assignFormants(resonances: readonly number[], spacing: number, count: number): FormantAssignment {
  // Of the formants so far, by how many resonances are used up: the cheapest way to tell them.
  let ways: Way[] = [{ cost: 0, used: 0, formants: [] }];
  for (let formant = 0; formant < count; formant++) {
    const next: Way[] = [];
    for (const { cost, used, formants } of ways) {
      offer(next, { cost: cost + MISSING, used, formants: [...formants, undefined] });
      for (let index = used; index < resonances.length; index++) {
        const hertz = resonances[index] ?? 0;
        const passed = formant === 0 ? 0 : SPURIOUS * (index - used);
        const away = Math.abs(hertz / spacing - (formant + 0.5));
        offer(next, { cost: cost + passed + away, used: index + 1, formants: [...formants, hertz] });
      }
    }
    ways = next.filter(Boolean);
  }
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best));
}

interface Way extends FormantAssignment {
  readonly used: number;
}

/** Keeps the cheapest way for each number of resonances used up. */
function offer(ways: Way[], way: Way): void {
  const other = ways[way.used];
  if (!other || way.cost < other.cost) ways[way.used] = way;
}
