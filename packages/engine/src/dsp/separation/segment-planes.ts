import { type AnalysisGrid, windowCount } from './analysis-grid.ts';
import { createPlane, eachSpectrum, type Plane, spectrumReader } from './spectra.ts';

/** A value for the middle and for the sides of the stereo image. */
export interface StereoPlanes {
  /** Of the sum of both channels, halved. */
  readonly mid: Plane;
  /** Of their difference, halved; absent for mono. */
  readonly side?: Plane | undefined;
}

/** What is kept of the spectra of a stretch of audio: powers. */
export interface SegmentPlanes extends StereoPlanes {
  /** Real part of mid times side: positive where a sound stands left, negative where it stands right. Absent for mono. */
  readonly cross?: Plane | undefined;
}

/**
 * Takes the spectra of a stretch.
 * @param side - Absent for mono.
 * @param gain - Brings the stretch to a common level, so that later thresholds are the same for quiet and loud audio.
 */
export function segmentPlanes(
  mid: Float32Array,
  side: Float32Array | undefined,
  grid: AnalysisGrid,
  gain: number,
): SegmentPlanes {
  const windows = windowCount(grid, mid.length);
  const bins = grid.looked;
  const planes = { mid: createPlane(windows, bins) };
  const scale = gain * gain;
  if (!side) {
    eachSpectrum(mid, grid, (window, re, im) => {
      const row = window * bins;
      for (let bin = 0; bin < bins; bin++) {
        planes.mid.values[row + bin] = scale * ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2);
      }
    });
    return planes;
  }
  const stereo = { ...planes, side: createPlane(windows, bins), cross: createPlane(windows, bins) };
  const sideRe = new Float32Array(grid.bins);
  const sideIm = new Float32Array(grid.bins);
  const readSide = spectrumReader(side, grid);
  eachSpectrum(mid, grid, (window, re, im) => {
    readSide(window, sideRe, sideIm);
    for (let bin = 0, index = window * bins; bin < bins; bin++, index++) {
      const a = re[bin] ?? 0;
      const b = im[bin] ?? 0;
      const c = sideRe[bin] ?? 0;
      const d = sideIm[bin] ?? 0;
      stereo.mid.values[index] = scale * (a * a + b * b);
      stereo.side.values[index] = scale * (c * c + d * d);
      stereo.cross.values[index] = scale * (a * c + b * d);
    }
  });
  return stereo;
}
