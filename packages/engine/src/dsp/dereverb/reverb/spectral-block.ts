/** Rows of one channel's block: real and imaginary parts, bin by bin. */
export interface SpectralRows {
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** Spectra of a stretch of sound, a row of frames for each bin, so that a bin's frames lie side by side. */
export interface SpectralBlock {
  /** Frames at the beginning of each row that belong to the block before. */
  readonly history: number;
  /** Values from one row to the next. */
  readonly stride: number;
  readonly channels: readonly SpectralRows[];
  /** Puts a spectrum into the block. */
  write(channel: number, frame: number, re: Float32Array, im: Float32Array): void;
  /** Takes a spectrum out of it, each bin multiplied by a gain. */
  read(channel: number, frame: number, gains: Float32Array, re: Float32Array, im: Float32Array): void;
  /** Power of each bin in a frame, summed over the channels. */
  power(frame: number, power: Float32Array): void;
}

/** Makes a block of so many frames, all zero. */
export function createSpectralBlock(bins: number, channels: number, history: number, frames: number): SpectralBlock {
  const stride = history + frames;
  const newRows = () => ({ re: new Float32Array(bins * stride), im: new Float32Array(bins * stride) });
  const rows: SpectralRows[] = Array.from({ length: channels }, newRows);
  return {
    history,
    stride,
    channels: rows,
    write(channel, frame, re, im) {
      const to = rows[channel];
      if (!to) return;
      for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
        to.re[at] = re[bin] ?? 0;
        to.im[at] = im[bin] ?? 0;
      }
    },
    read(channel, frame, gains, re, im) {
      const from = rows[channel];
      if (!from) return;
      for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
        const gain = gains[bin] ?? 1;
        re[bin] = gain * (from.re[at] ?? 0);
        im[bin] = gain * (from.im[at] ?? 0);
      }
    },
    power(frame, power) {
      power.fill(0);
      for (const { re, im } of rows) {
        for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
          power[bin] = (power[bin] ?? 0) + (re[at] ?? 0) ** 2 + (im[at] ?? 0) ** 2;
        }
      }
    },
  };
}
