import { createRealFft } from '../fft.ts';

const SMALLEST_FFT = 64;
const LARGEST_FFT = 65_536;

/** Cuts a stream into overlapping windows and hands out the spectrum of each. */
export interface FrameSpectra {
  /** Distance of two coefficients, hertz. */
  readonly binWidth: number;
  /** Coefficients of a spectrum. */
  readonly bins: number;
  /** Takes the next block. */
  push(samples: Float32Array): void;
  /** Ends the stream: as many windows come as have their middle in it. */
  flush(): void;
}

/** Which windows to cut. */
export interface FrameOptions {
  /** Hertz. */
  readonly sampleRate: number;
  /** Length of the Hann window, seconds. */
  readonly window: number;
  /** Windows per second; window number `i` has its middle at `i / rate` seconds. */
  readonly rate: number;
  /** Coefficients above this are not worked out, hertz. @default Half the sample rate */
  readonly highest?: number;
}

/**
 * Makes a cutter of windows. A window is as long at every sample rate, and filled up with zeros to a power of two.
 * @param take - Gets the magnitudes, 1 for a sine of full scale; the array is used again for the next window.
 */
export function frameSpectra(options: FrameOptions, take: (magnitudes: Float32Array) => void): FrameSpectra {
  const { sampleRate, rate } = options;
  const length = Math.max(4, Math.min(LARGEST_FFT, 2 * Math.round((options.window * sampleRate) / 2)));
  const size = Math.max(SMALLEST_FFT, 2 ** Math.ceil(Math.log2(length)));
  const binWidth = sampleRate / size;
  const bins = Math.min(size / 2 + 1, 1 + Math.ceil((options.highest ?? sampleRate) / binWidth));
  const fft = createRealFft(size);
  const hann = Float32Array.from(
    { length },
    (_, index) => (1 - Math.cos((2 * Math.PI * (index + 0.5)) / length)) * (2 / length),
  );
  const [input, re, im] = [new Float32Array(size), new Float32Array(size / 2 + 1), new Float32Array(size / 2 + 1)];
  const magnitudes = new Float32Array(bins);
  // Frames from half a window before the start of the stream; grows to a block and a window.
  let held = new Float32Array(4 * length);
  let filled = length / 2;
  /** Place in the stream of the first held frame. */
  let origin = -length / 2;
  let frame = 0;

  const transform = (from: number) => {
    for (let index = 0; index < length; index++) input[index] = (held[from + index] ?? 0) * (hann[index] ?? 0);
    fft.forward(input, re, im);
    for (let bin = 0; bin < bins; bin++) {
      const [real, imaginary] = [re[bin] ?? 0, im[bin] ?? 0];
      magnitudes[bin] = Math.sqrt(real * real + imaginary * imaginary);
    }
    take(magnitudes);
  };
  const drain = () => {
    for (;;) {
      const start = Math.round((frame * sampleRate) / rate) - length / 2;
      if (start + length > origin + filled) break;
      transform(start - origin);
      frame++;
    }
    const next = Math.round((frame * sampleRate) / rate) - length / 2;
    const unneeded = Math.max(0, Math.min(filled, next - origin));
    held.copyWithin(0, unneeded, filled);
    filled -= unneeded;
    origin += unneeded;
  };
  const push = (samples: Float32Array) => {
    if (held.length < filled + samples.length) {
      const grown = new Float32Array(2 * (filled + samples.length));
      grown.set(held.subarray(0, filled));
      held = grown;
    }
    held.set(samples, filled);
    filled += samples.length;
    drain();
  };
  return { binWidth, bins, push, flush: () => push(new Float32Array(length / 2)) };
}
