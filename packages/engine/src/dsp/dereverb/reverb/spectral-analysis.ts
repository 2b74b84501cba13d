import { createRealFft } from '../../fft.ts';

/** How a stream is cut into overlapping frames. */
export interface FrameLayout {
  /** Samples in a frame. */
  readonly size: number;
  /** Samples from one frame to the next: a quarter of a frame. */
  readonly hop: number;
  readonly bins: number;
  /** Seconds from one frame to the next. */
  readonly hopSeconds: number;
  /** Hertz from one bin to the next. */
  readonly binWidth: number;
}

/** Least length of a frame, seconds: frames are from this to twice as long, a power of two. */
const LEAST_FRAME_SECONDS = 0.042;
const OVERLAP = 4;

/** Frames of about 50 ms. */
export function frameLayout(sampleRate: number): FrameLayout {
  const size = Math.min(65_536, Math.max(64, 2 ** Math.ceil(Math.log2(LEAST_FRAME_SECONDS * sampleRate))));
  const hop = size / OVERLAP;
  return { size, hop, bins: size / 2 + 1, hopSeconds: hop / sampleRate, binWidth: sampleRate / size };
}

/** Square root of a Hann window: applied before and after, four frames over each sample add up to two. */
function rootHann(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => Math.sin((Math.PI * (index + 0.5)) / size));
}

/** Cuts a stream of samples into windowed spectra. The first frame ends with the first hop, so that each sample is in four. */
export interface SpectralAnalysis {
  /** @param hop - The next `layout.hop` samples. */
  push(hop: Float32Array, re: Float32Array, im: Float32Array): void;
}

/** Makes the analysis of one channel. */
export function createSpectralAnalysis({ size, hop }: FrameLayout): SpectralAnalysis {
  const fft = createRealFft(size);
  const window = rootHann(size);
  const held = new Float32Array(size);
  const windowed = new Float32Array(size);
  return {
    push(next, re, im) {
      held.copyWithin(0, hop);
      held.set(next, size - hop);
      for (let index = 0; index < size; index++) windowed[index] = (held[index] ?? 0) * (window[index] ?? 0);
      fft.forward(windowed, re, im);
    },
  };
}

/** Puts spectra together to a stream again. */
export interface SpectralSynthesis {
  /** @param hop - Receives the samples of the hop with which the frame of three frames ago ended. */
  push(re: Float32Array, im: Float32Array, hop: Float32Array): void;
}

/** Frames by which {@link SpectralSynthesis} comes after {@link SpectralAnalysis}. */
export const SYNTHESIS_LAG = OVERLAP - 1;

/** Makes the synthesis of one channel. */
export function createSpectralSynthesis({ size, hop }: FrameLayout): SpectralSynthesis {
  const fft = createRealFft(size);
  const window = rootHann(size);
  const sum = new Float32Array(size);
  const frame = new Float32Array(size);
  const scale = 2 / OVERLAP;
  return {
    push(re, im, output) {
      fft.inverse(re, im, frame);
      for (let index = 0; index < size; index++) {
        sum[index] = (sum[index] ?? 0) + scale * (frame[index] ?? 0) * (window[index] ?? 0);
      }
      output.set(sum.subarray(0, hop));
      sum.copyWithin(0, hop);
      sum.fill(0, size - hop);
    },
  };
}
