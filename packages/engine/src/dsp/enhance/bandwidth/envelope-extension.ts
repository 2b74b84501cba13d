/** Parts of the octave below the edge that the envelope is read from. */
const PARTS = 6;
/** How steep the envelope may go on, decibels per octave: speech falls, and no faster than this. */
const STEEPEST = -24;
const SHALLOWEST = -6;
/** Far below the power of the quietest recording. */
const TINY_POWER = 1e-12;

/** Bins of a spectrum: the octave that is copied, and what is filled with copies of it. */
export interface CopyPlan {
  readonly sourceStart: number;
  /** After the last bin that is copied. */
  readonly sourceEnd: number;
  readonly targetStart: number;
  /** After the last bin that is filled. */
  readonly targetEnd: number;
}

/** Says which bin each new one is a copy of, and how loud it is to be. */
export class EnvelopeExtension {
  readonly #plan: CopyPlan;
  /** For each new bin, the bin that it is a copy of. */
  readonly sources: Int32Array;
  /** For each new bin, the factor of its amplitude; of the spectrum that was looked at last. */
  readonly gains: Float32Array;
  /** For each new bin, octaves above the end of the source. */
  readonly #octaves: Float32Array;
  /** For each new bin, where in the parts its source lies. */
  readonly #places: Float32Array;
  readonly #levels = new Float32Array(PARTS);

  constructor(plan: CopyPlan) {
    const width = plan.sourceEnd - plan.sourceStart;
    const count = plan.targetEnd - plan.targetStart;
    this.#plan = plan;
    this.sources = Int32Array.from({ length: count }, (_, index) => plan.sourceStart + (index % width));
    this.gains = new Float32Array(count);
    this.#octaves = Float32Array.from({ length: count }, (_, index) => {
      return Math.log2((plan.targetStart + index) / plan.sourceEnd);
    });
    this.#places = Float32Array.from(this.sources, (bin) => {
      return Math.min(PARTS - 1, Math.max(0, ((bin + 0.5 - plan.sourceStart) / width) * PARTS - 0.5));
    });
  }

  /** Looks at the power of each bin, and updates {@link gains}. */
  update(power: Float32Array): void {
    this.#measure(power);
    const levels = this.#levels;
    const [mean, slope] = this.#line();
    // The parts' middle lies below the end of the source by so many octaves.
    const edge = mean + slope * middleOctaves(this.#plan);
    for (let index = 0; index < this.gains.length; index++) {
      const place = this.#places[index] ?? 0;
      const part = Math.floor(place);
      const before = levels[part] ?? 0;
      const after = levels[part + 1] ?? before;
      const source = before + (place - part) * (after - before);
      this.gains[index] = 10 ** ((edge + slope * (this.#octaves[index] ?? 0) - source) / 20);
    }
  }

  #measure(power: Float32Array): void {
    const { sourceStart, sourceEnd } = this.#plan;
    for (let part = 0; part < PARTS; part++) {
      const first = Math.floor(sourceStart + ((sourceEnd - sourceStart) * part) / PARTS);
      const last = Math.max(first + 1, Math.floor(sourceStart + ((sourceEnd - sourceStart) * (part + 1)) / PARTS));
      let sum = 0;
      for (let bin = first; bin < last; bin++) sum += power[bin] ?? 0;
      this.#levels[part] = 10 * Math.log10(sum / (last - first) + TINY_POWER);
    }
  }

  /** The straight line through the levels over octaves: its mean, and its slope within bounds. */
  #line(): [mean: number, slope: number] {
    const { sourceStart, sourceEnd } = this.#plan;
    const octave = (part: number) => Math.log2(sourceStart + ((sourceEnd - sourceStart) * (part + 0.5)) / PARTS);
    let [sum, octaves] = [0, 0];
    for (let part = 0; part < PARTS; part++) {
      sum += (this.#levels[part] ?? 0) / PARTS;
      octaves += octave(part) / PARTS;
    }
    let [rise, run] = [0, 0];
    for (let part = 0; part < PARTS; part++) {
      rise += (octave(part) - octaves) * (this.#levels[part] ?? 0);
      run += (octave(part) - octaves) ** 2;
    }
    return [sum, Math.min(SHALLOWEST, Math.max(STEEPEST, rise / run))];
  }
}

/** How far the end of the source lies above the middle of its parts, octaves. */
function middleOctaves({ sourceStart, sourceEnd }: CopyPlan): number {
  let octaves = 0;
  for (let part = 0; part < PARTS; part++) {
    octaves += Math.log2(sourceStart + ((sourceEnd - sourceStart) * (part + 0.5)) / PARTS) / PARTS;
  }
  return Math.log2(sourceEnd) - octaves;
}
