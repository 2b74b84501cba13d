const SMALLEST = 64;
const LARGEST = 65_536;

/** How a signal is cut into overlapping windows. */
export interface FrameGrid {
  /** Samples in a window, a power of two. */
  readonly size: number;
  /** Samples from one window to the next. */
  readonly hop: number;
  /** Frequencies of a window's spectrum. */
  readonly bins: number;
  /** Hertz from one frequency to the next. */
  readonly binHertz: number;
  /** Seconds from one window to the next. */
  readonly hopSeconds: number;
  /** The root of a Hann window: used twice, it sums to `overlap / 2`. */
  readonly window: Float32Array;
}

/**
 * The grid for a rate.
 * @param windowSeconds - About how long a window is: the exact length is a power of two.
 * @param overlap - How many windows each sample lies in: 2 or more.
 */
export function frameGrid(sampleRate: number, windowSeconds: number, overlap: number): FrameGrid {
  const wanted = 2 ** Math.round(Math.log2(sampleRate * windowSeconds));
  const size = Math.min(LARGEST, Math.max(SMALLEST, wanted));
  const hop = size / overlap;
  return {
    size,
    hop,
    bins: size / 2 + 1,
    binHertz: sampleRate / size,
    hopSeconds: hop / sampleRate,
    window: Float32Array.from({ length: size }, (_, index) => Math.sin((Math.PI * (index + 0.5)) / size)),
  };
}

/** Place of a window's first sample. The first window reaches a hop into the signal. */
export function frameStart({ size, hop }: FrameGrid, frame: number): number {
  return (frame + 1) * hop - size;
}

/** How many windows it takes until every sample of a signal lies in all the windows that it belongs to. */
export function frameCount({ size, hop }: FrameGrid, samples: number): number {
  return Math.ceil((samples + size) / hop) - 1;
}
