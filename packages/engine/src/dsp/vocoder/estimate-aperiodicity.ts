import { AperiodicityEstimator } from './aperiodicity.ts';
import type { PitchTrack } from './estimate-pitch.ts';
import { finiteSamples } from './finite-samples.ts';

/**
 * Estimates the shares of noise of a whole recording whose pitch is known, see {@link AperiodicityEstimator}.
 * @param samples - Mono PCM; what is no number counts as silence.
 * @returns One row per frame of the track, one column per band of `aperiodicityBands`; 1 where the frame is unvoiced.
 */
export function estimateAperiodicity(samples: Float32Array, sampleRate: number, track: PitchTrack): Float32Array {
  const finite = finiteSamples(samples);
  const estimator = new AperiodicityEstimator(sampleRate);
  const bands = estimator.bands.length;
  const aperiodicity = new Float32Array(track.f0.length * bands).fill(1);
  for (const [frame, pitch] of track.f0.entries()) {
    if (pitch === 0) continue;
    const centre = Math.round(frame * track.frameSeconds * sampleRate);
    estimator.estimate(finite, centre, pitch, aperiodicity.subarray(frame * bands, (frame + 1) * bands));
  }
  return aperiodicity;
}
