import type { VoiceFrames } from '../vocoder/voice-frames.ts';
import { spectrumBands } from './spectrum-bands.ts';

/** Keeps the logarithm finite. */
const LEAST_POWER = 1e-14;

/**
 * Mean power density of the frames that sound, band by band.
 * @param sounding - Whether each frame counts.
 * @param highest - Frequency up to which the recording holds anything, hertz.
 * @returns Decibels over the bands of `spectrumBands(highest)`.
 */
export function longTermSpectrum(frames: VoiceFrames, sounding: readonly boolean[], highest: number): number[] {
  const { bins, fftSize, sampleRate } = frames;
  const mean = new Float64Array(bins);
  let count = 0;
  for (let frame = 0; frame < frames.frames; frame++) {
    if (!sounding[frame]) continue;
    count++;
    for (let bin = 0; bin < bins; bin++) mean[bin] = (mean[bin] ?? 0) + (frames.envelope[frame * bins + bin] ?? 0);
  }
  const bands = spectrumBands(highest);
  const perBin = sampleRate / fftSize;
  return bands.map((centre, band) => {
    const below = bands[band - 1] ?? centre - ((bands[band + 1] ?? centre) - centre);
    const above = bands[band + 1] ?? centre + (centre - below);
    const power = triangularMean(mean, below / perBin, centre / perBin, above / perBin);
    return 10 * Math.log10(power / Math.max(1, count) + LEAST_POWER);
  });
}

/** Mean of the bins around a centre, weighted by a triangle; the bin at the centre where none is inside. */
function triangularMean(bins: Float64Array, from: number, centre: number, to: number): number {
  let sum = 0;
  let weights = 0;
  for (let bin = Math.max(0, Math.ceil(from)); bin <= Math.min(bins.length - 1, to); bin++) {
    const weight = bin < centre ? (bin - from) / (centre - from) : (to - bin) / (to - centre);
    sum += weight * (bins[bin] ?? 0);
    weights += weight;
  }
  return weights > 0.5 ? sum / weights : (bins[Math.min(bins.length - 1, Math.round(centre))] ?? 0);
}
