const LOWEST = 60;
const HIGHEST = 450;
const FRAME_SECONDS = 0.05;
const HOP_SECONDS = 0.025;
// Of the frame's own energy: what is less alike one period later is noise or a change of sound.
const VOICED = 0.65;

/**
 * Measures the pitch of a voice, by the autocorrelation of its voiced stretches.
 * @param samples - Mono.
 * @returns Median over the voiced frames, hertz; `NaN` when none is.
 * @see Rabiner, "On the use of autocorrelation analysis for pitch detection", 1977.
 */
export function medianPitch(samples: Float32Array, sampleRate: number): number {
  const size = Math.round(FRAME_SECONDS * sampleRate);
  const hop = Math.round(HOP_SECONDS * sampleRate);
  const pitches: number[] = [];
  for (let start = 0; start + 2 * size < samples.length; start += hop) {
    const pitch = framePitch(samples.subarray(start, start + 2 * size), size, sampleRate);
    if (pitch !== undefined) pitches.push(pitch);
  }
  pitches.sort((a, b) => a - b);
  return pitches[pitches.length >> 1] ?? Number.NaN;
}

function framePitch(frame: Float32Array, size: number, sampleRate: number): number | undefined {
  const energy = correlation(frame, 0, size);
  if (energy / size < 1e-5) return undefined;
  const first = Math.floor(sampleRate / HIGHEST);
  const last = Math.ceil(sampleRate / LOWEST);
  const curve: number[] = [];
  for (let lag = first; lag <= last; lag++) {
    const later = correlation(frame.subarray(lag), 0, size);
    curve.push(correlation(frame, lag, size) / Math.sqrt(energy * later + 1e-12));
  }
  const best = Math.max(...curve);
  if (best < VOICED) return undefined;
  // Two periods are as alike as one: the first peak that is nearly the best is the period.
  const peak = curve.findIndex(
    (value, index) =>
      value > 0.9 * best && value >= (curve[index - 1] ?? -1) && value >= (curve[index + 1] ?? -1) && index > 0,
  );
  return peak < 0 ? undefined : sampleRate / (first + peak);
}

function correlation(frame: Float32Array, lag: number, size: number): number {
  let sum = 0;
  for (let index = 0; index < size; index++) sum += (frame[index] ?? 0) * (frame[index + lag] ?? 0);
  return sum;
}
