/** Powers of a recording, a value for each pixel of a picture. */
export interface Spectrogram {
  readonly columns: number;
  readonly rows: number;
  /** Column by column, each from the lowest row up; 1 for a sine of full scale. */
  readonly power: Float32Array;
}

/** Which pixels there are. */
export interface SpectrogramOptions {
  readonly columns: number;
  readonly rows: number;
  /** Spectra that share a column. */
  readonly perColumn: number;
  /** Distance of two coefficients, hertz. */
  readonly binWidth: number;
  readonly bins: number;
  /** Hertz at a height, 0 at the bottom to 1 at the top. */
  readonly hertzAt: (height: number) => number;
}

/** Takes the spectra of a recording in order. */
export interface SpectrogramCollector {
  /** Takes the magnitudes of the next spectrum; not kept. */
  push(magnitudes: Float32Array): void;
  spectrogram(): Spectrogram;
}

/** Makes a collector: the mean of a column's spectra, of which each row shows the strongest coefficient. */
export function spectrogramCollector(options: SpectrogramOptions): SpectrogramCollector {
  const { columns, rows, perColumn, binWidth, bins, hertzAt } = options;
  const power = new Float32Array(columns * rows);
  const edges = Float64Array.from({ length: rows + 1 }, (_, row) => Math.min(bins - 1, hertzAt(row / rows) / binWidth));
  let count = 0;
  return {
    push(magnitudes) {
      const start = Math.floor(count++ / perColumn) * rows;
      if (start >= power.length) return;
      for (let row = 0; row < rows; row++) {
        const value = strongest(magnitudes, edges[row] ?? 0, edges[row + 1] ?? 0);
        power[start + row] = (power[start + row] ?? 0) + (value * value) / perColumn;
      }
    },
    spectrogram: () => ({ columns, rows, power }),
  };
}

/** The highest magnitude between two places, or what lies there between two coefficients. */
function strongest(magnitudes: Float32Array, from: number, to: number): number {
  const [first, last] = [Math.ceil(from), Math.floor(to)];
  if (first > last) {
    const below = Math.floor(from);
    const share = (from + to) / 2 - below;
    return (1 - share) * (magnitudes[below] ?? 0) + share * (magnitudes[below + 1] ?? 0);
  }
  let highest = 0;
  for (let bin = first; bin <= last; bin++) highest = Math.max(highest, magnitudes[bin] ?? 0);
  return highest;
}
