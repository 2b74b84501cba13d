import type { FrameLayout } from './spectral-analysis.ts';

/** Hertz at which one band ends and the next begins. */
const EDGES = [100, 250, 400, 600, 900, 1300, 1800, 2500, 3500, 5000, 7000, 12_000];

/** Bands in which levels are watched: about as wide as the ear's critical bands, a little wider. */
export interface HearingBands {
  readonly count: number;
  /** Band of each bin; -1 below the first and above the last. */
  readonly ofBin: Int16Array;
  /** Hertz in the middle of each band. */
  readonly centres: readonly number[];
}

/** The bands that lie below half the sample rate. */
export function hearingBands({ bins, binWidth }: FrameLayout): HearingBands {
  const nyquist = (bins - 1) * binWidth;
  const edges = EDGES.filter((edge) => edge <= nyquist);
  const ofBin = Int16Array.from({ length: bins }, (_, bin) => {
    const above = edges.findIndex((edge) => bin * binWidth < edge);
    return above === 0 || above < 0 ? -1 : above - 1;
  });
  const centres = edges.slice(1).map((edge, band) => (edge + (edges[band] ?? 0)) / 2);
  return { count: centres.length, ofBin, centres };
}
