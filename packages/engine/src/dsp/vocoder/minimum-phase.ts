import { createRealFft, type RealFft } from '../fft.ts';

/**
 * Finds the spectrum of the earliest response that has a given power spectrum, by folding its cepstrum.
 *
 * A. V. Oppenheim & R. W. Schafer, "Discrete-Time Signal Processing", 1989, section 12.8.
 */
export class MinimumPhase {
  /** Logarithms of the amplitudes, and phases, after {@link find}. */
  readonly level: Float32Array;
  readonly phase: Float32Array;
  readonly #fft: RealFft;
  readonly #buffer: Float32Array;

  constructor(fftSize: number) {
    this.#fft = createRealFft(fftSize);
    this.#buffer = new Float32Array(fftSize);
    this.level = new Float32Array(fftSize / 2 + 1);
    this.phase = new Float32Array(fftSize / 2 + 1);
  }

  /** @param logPower - Natural logarithms of the power, `fftSize / 2 + 1` of them. */
  find(logPower: Float32Array): void {
    const buffer = this.#buffer;
    const { size } = this.#fft;
    const half = size / 2;
    const scale = 0.5 / size;
    buffer[0] = (logPower[0] ?? 0) * scale;
    buffer[half] = (logPower[half] ?? 0) * scale;
    for (let bin = 1; bin < half; bin++) {
      const value = (logPower[bin] ?? 0) * scale;
      buffer[bin] = value;
      buffer[size - bin] = value;
    }
    this.#fft.forward(buffer, this.level, this.phase);
    buffer[0] = this.level[0] ?? 0;
    buffer[half] = this.level[half] ?? 0;
    for (let quefrency = 1; quefrency < half; quefrency++) buffer[quefrency] = 2 * (this.level[quefrency] ?? 0);
    buffer.fill(0, half + 1);
    this.#fft.forward(buffer, this.level, this.phase);
  }
}
