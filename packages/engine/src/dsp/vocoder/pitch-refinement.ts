/** Partials that count in the first and in the second pass. */
const FIRST_PARTIALS = 2;
const SECOND_PARTIALS = 6;
/** Corrections beyond this share are not believed. */
const LARGEST_CORRECTION = 0.2;

/**
 * Refines a pitch by the instantaneous frequencies of its first partials, weighted by their levels.
 *
 * StoneMask: M. Morise, H. Kawahara & H. Katayose, "Fast and reliable F0 estimation method based on the period extraction
 * of vocal fold vibration of singing voice and speech", 2009; the instantaneous frequency after J. L. Flanagan & R. M.
 * Golden, "Phase vocoder", 1966, from a window and its derivative.
 * @param samples - PCM, silent outside its bounds.
 * @param centre - Index of the moment; need not be whole.
 * @param pitch - Hertz, above 0.
 * @returns Hertz; the given pitch where the correction is not believable.
 */
export function refinePitch(samples: Float32Array, sampleRate: number, centre: number, pitch: number): number {
  const first = meanFrequency(samples, sampleRate, centre, pitch, FIRST_PARTIALS);
  if (!(Math.abs(first - pitch) <= LARGEST_CORRECTION * pitch)) return pitch;
  const second = meanFrequency(samples, sampleRate, centre, first, SECOND_PARTIALS);
  return Math.abs(second - pitch) <= LARGEST_CORRECTION * pitch ? second : pitch;
}

/** Fundamental that the instantaneous frequencies near its multiples speak for. */
function meanFrequency(
  samples: Float32Array,
  sampleRate: number,
  centre: number,
  pitch: number,
  partials: number,
): number {
  // A Blackman window of three periods, centred on the moment itself and not on the nearest sample.
  const halfLength = (1.5 * sampleRate) / pitch;
  const start = Math.ceil(centre - halfLength);
  const end = Math.floor(centre + halfLength);
  let weighted = 0;
  let weights = 0;
  for (let partial = 1; partial <= partials && partial * pitch < 0.45 * sampleRate; partial++) {
    const omega = (2 * Math.PI * partial * pitch) / sampleRate;
    const turn = Math.PI / halfLength;
    let re = 0;
    let im = 0;
    let slopeRe = 0;
    let slopeIm = 0;
    for (let at = start; at <= end; at++) {
      const x = turn * (at - centre);
      const sample = samples[at] ?? 0;
      const value = sample * (0.42 + 0.5 * Math.cos(x) + 0.08 * Math.cos(2 * x));
      const slope = sample * turn * (0.5 * Math.sin(x) + 0.16 * Math.sin(2 * x));
      const cosine = Math.cos(omega * (at - centre));
      const sine = Math.sin(omega * (at - centre));
      re += value * cosine;
      im -= value * sine;
      slopeRe += slope * cosine;
      slopeIm -= slope * sine;
    }
    const power = re * re + im * im;
    if (!(power > 0)) continue;
    const frequency = partial * pitch + ((re * slopeIm - im * slopeRe) / power) * (sampleRate / (2 * Math.PI));
    const level = Math.sqrt(power);
    weighted += level * frequency;
    weights += level * partial;
  }
  return weights > 0 ? weighted / weights : pitch;
}
