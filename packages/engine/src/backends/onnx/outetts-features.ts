import { createRealFft } from '../../dsp/fft.ts';

/** What OuteTTS tells of a stretch of sound beside its codes, each from 0 to 100. */
export interface SoundFeatures {
  readonly energy: number;
  readonly spectral_centroid: number;
  readonly pitch: number;
}

/** What its pitches lie between, hertz; what has none has the lowest. */
const LOWEST = 75;
const HIGHEST = 600;
const FRAME = 400;
const STEP = 160;
/** Share of a frame's energy that has to come back after a period. */
const VOICED = 0.3;
const LONGEST_SPECTRUM = 65_536;

/**
 * How loud, bright and high a stretch of sound is.
 *
 * Source: `Features` of https://github.com/edwko/OuteTTS/blob/main/outetts/version/v3/audio_processor.py; the spectrum is that of the
 * stretch with silence after it, up to a power of two.
 */
export function soundFeatures(samples: Float32Array, sampleRate: number): SoundFeatures {
  if (samples.length === 0) return { energy: 0, spectral_centroid: 0, pitch: 0 };
  const energy = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  const pitch = (meanPitch(samples, sampleRate) - LOWEST) / (HIGHEST - LOWEST);
  return { energy: percent(energy), spectral_centroid: percent(centroid(samples)), pitch: percent(pitch) };
}

function percent(value: number): number {
  return Math.round(100 * Math.min(1, Math.max(0, value)));
}

/** Mean frequency, weighted by magnitude, as a share of half the rate. */
function centroid(samples: Float32Array): number {
  const size = Math.min(LONGEST_SPECTRUM, Math.max(64, 2 ** Math.ceil(Math.log2(samples.length))));
  const [input, re, im] = [new Float32Array(size), new Float32Array(size / 2 + 1), new Float32Array(size / 2 + 1)];
  input.set(samples.subarray(0, size));
  createRealFft(size).forward(input, re, im);
  let [sum, weighted] = [0, 0];
  for (let bin = 0; bin < re.length; bin++) {
    const magnitude = Math.hypot(re[bin] ?? 0, im[bin] ?? 0);
    sum += magnitude;
    weighted += (magnitude * bin) / (re.length - 1);
  }
  return sum === 0 ? 0 : weighted / sum;
}

/** Mean over frames of their pitch, hertz. */
function meanPitch(samples: Float32Array, sampleRate: number): number {
  const padded = samples.length + ((FRAME - (samples.length % STEP)) % STEP);
  const frames = Math.max(1, Math.floor((padded - FRAME) / STEP) + 1);
  let sum = 0;
  for (let frame = 0; frame < frames; frame++) {
    sum += framePitch(samples.subarray(frame * STEP, frame * STEP + FRAME), sampleRate);
  }
  return sum / frames;
}

/** By the highest peak of the autocorrelation. */
function framePitch(frame: Float32Array, sampleRate: number): number {
  const windowed = frame.map((value, at) => value * (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / FRAME)));
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let at = lag; at < windowed.length; at++) sum += (windowed[at] ?? 0) * (windowed[at - lag] ?? 0);
    return sum;
  };
  const [least, most] = [Math.floor(sampleRate / HIGHEST), Math.min(FRAME - 1, Math.floor(sampleRate / LOWEST))];
  const values = Array.from({ length: most + 1 }, (_, lag) => correlation(lag));
  let best = least;
  for (let lag = least; lag < most; lag++) if ((values[lag] ?? 0) > (values[best] ?? 0)) best = lag;
  if ((values[best] ?? 0) <= VOICED * (values[0] ?? 0)) return LOWEST;
  const [before = 0, peak = 0, after = 0] = values.slice(best - 1, best + 2);
  const shift = (0.5 * (before - after)) / (before - 2 * peak + after + 1e-8);
  return Math.min(HIGHEST, Math.max(LOWEST, sampleRate / (best + shift)));
}
