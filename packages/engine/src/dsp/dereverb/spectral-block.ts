/** Spectra of a stretch of sound, one row of frames per bin, so that a bin's frames lie side by side. */
export interface SpectralBlock {
  readonly channels: number;
  /** Frames at the beginning of each row that belong to the block before. */
  readonly history: number;
  /** Values from one row to the next. */
  readonly stride: number;
  /** Rows of each channel, one after another. */
  readonly re: readonly Float32Array[];
  readonly im: readonly Float32Array[];
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
  const rows = () => Array.from({ length: channels }, () => new Float32Array(bins * stride));
  const [re, im] = [rows(), rows()];
  return {
    channels,
    history,
    stride,
    re,
    im,
    write(channel, frame, fromRe, fromIm) {
      const [toRe, toIm] = [re[channel], im[channel]];
      if (!toRe || !toIm) return;
      for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
        toRe[at] = fromRe[bin] ?? 0;
        toIm[at] = fromIm[bin] ?? 0;
      }
    },
    read(channel, frame, gains, toRe, toIm) {
      const [fromRe, fromIm] = [re[channel], im[channel]];
      if (!fromRe || !fromIm) return;
      for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
        const gain = gains[bin] ?? 1;
        toRe[bin] = gain * (fromRe[at] ?? 0);
        toIm[bin] = gain * (fromIm[at] ?? 0);
      }
    },
    power(frame, power) {
      power.fill(0);
      for (const [channel, fromRe] of re.entries()) {
        const fromIm = im[channel];
        if (!fromIm) continue;
        for (let bin = 0, at = history + frame; bin < bins; bin++, at += stride) {
          power[bin] = (power[bin] ?? 0) + (fromRe[at] ?? 0) ** 2 + (fromIm[at] ?? 0) ** 2;
        }
      }
    },
  };
}
