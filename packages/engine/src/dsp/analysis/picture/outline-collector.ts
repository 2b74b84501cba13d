/** Outline of one channel, a value for each column of a picture. */
export interface Outline {
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
  /** Root mean square. */
  readonly level: Float32Array;
}

/** Takes a recording in order and keeps its outline. */
export interface OutlineCollector {
  /** Takes the next block, one array per channel. */
  push(channels: readonly Float32Array[]): void;
  /** One outline for each channel. */
  outlines(): Outline[];
}

/** Makes a collector. Where there are fewer frames than columns, a frame goes on until the next. */
export function outlineCollector(channels: number, frames: number, columns: number): OutlineCollector {
  const kept = Array.from({ length: channels }, () => ({
    lowest: new Float32Array(columns).fill(Number.POSITIVE_INFINITY),
    highest: new Float32Array(columns).fill(Number.NEGATIVE_INFINITY),
    level: new Float32Array(columns),
  }));
  const counts = new Uint32Array(columns);
  let read = 0;
  return {
    push(block) {
      const length = block[0]?.length ?? 0;
      for (const [index, { lowest, highest, level }] of kept.entries()) {
        const channel = block[index];
        for (let frame = 0; frame < length; frame++) {
          const column = Math.min(columns - 1, Math.floor(((read + frame) * columns) / frames));
          const value = channel?.[frame] ?? 0;
          if (value < (lowest[column] ?? 0)) lowest[column] = value;
          if (value > (highest[column] ?? 0)) highest[column] = value;
          level[column] = (level[column] ?? 0) + value * value;
          if (index === 0) counts[column] = (counts[column] ?? 0) + 1;
        }
      }
      read += length;
    },
    outlines() {
      return kept.map(({ lowest, highest, level }) => {
        const means = level.map((sum, column) => Math.sqrt(sum / Math.max(1, counts[column] ?? 0)));
        return { lowest: carried(lowest, counts), highest: carried(highest, counts), level: carried(means, counts) };
      });
    },
  };
}

/** Fills columns without a frame with what came before. */
function carried(values: Float32Array, counts: Uint32Array): Float32Array {
  let last = 0;
  return values.map((value, column) => {
    if ((counts[column] ?? 0) > 0) last = value;
    return last;
  });
}
