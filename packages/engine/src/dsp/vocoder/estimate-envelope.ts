import type { PitchTrack } from './estimate-pitch.ts';
import { finiteSamples } from './finite-samples.ts';
import { EnvelopeEstimator } from './spectral-envelope.ts';

/**
 * Estimates the spectral envelopes of a whole recording whose pitch is known, see {@link EnvelopeEstimator}.
 * @param samples - Mono PCM; what is no number counts as silence.
 * @returns One row per frame of the track, as in `VoiceFrames`.
 */
export function estimateEnvelope(samples: Float32Array, sampleRate: number, track: PitchTrack): Float32Array {
  const finite = finiteSamples(samples);
  const estimator = new EnvelopeEstimator(sampleRate);
  const bins = estimator.fftSize / 2 + 1;
  const envelope = new Float32Array(track.f0.length * bins);
  for (const [frame, pitch] of track.f0.entries()) {
    const centre = Math.round(frame * track.frameSeconds * sampleRate);
    estimator.estimate(finite, centre, pitch, envelope.subarray(frame * bins, (frame + 1) * bins));
  }
  return envelope;
}
