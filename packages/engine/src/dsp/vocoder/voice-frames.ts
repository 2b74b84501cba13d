/**
 * A voice taken apart frame by frame: how high it is, how it is coloured, and how much of it is breath.
 *
 * Frame `i` stands for the moment `i * frameSeconds`. Matrices lie flat, one row per frame. Nobody changes the arrays of
 * frames that were handed out; a manipulation gives new frames, which may share arrays with the old.
 */
export interface VoiceFrames {
  /** Hertz, 8000 to 48000. */
  readonly sampleRate: number;
  /** Seconds from one frame to the next. */
  readonly frameSeconds: number;
  /** Number of frames. */
  readonly frames: number;
  /** PCM frames that these frames stand for. */
  readonly length: number;
  /** Hertz per frame; 0 where the frame is unvoiced. */
  readonly f0: Float32Array;
  /** Size of the Fourier transform behind the envelope. */
  readonly fftSize: number;
  /** Columns of the envelope: `fftSize / 2 + 1`. Column `k` stands for `k * sampleRate / fftSize` hertz. */
  readonly bins: number;
  /**
   * Power spectral density, `frames` x `bins`, at least 0. White noise of the variance 1 has the density 1 in every bin: the
   * mean power of a frame is the mean of its bins over the whole circle.
   */
  readonly envelope: Float32Array;
  /** Columns of the aperiodicity; `aperiodicityBands` tells their frequencies. */
  readonly bands: number;
  /** Share of the power that is noise, `frames` x `bands`, above 0, up to 1; 1 where the frame is unvoiced. */
  readonly aperiodicity: Float32Array;
}

/** Seconds from one frame to the next, unless told otherwise. */
export const FRAME_SECONDS = 0.005;

/** Lowest and highest sample rate of a voice that is taken apart, hertz. */
export const VOICE_RATES = { lowest: 8000, highest: 48_000 } as const;

/** Periods of this pitch are the longest that the envelope's window still holds three of, hertz. */
const ENVELOPE_FLOOR = 71;

/** @throws {RangeError} If the rate is outside {@link VOICE_RATES}. */
export function checkSampleRate(sampleRate: number): void {
  if (!(sampleRate >= VOICE_RATES.lowest && sampleRate <= VOICE_RATES.highest)) {
    throw new RangeError(
      `Expected a sample rate from ${VOICE_RATES.lowest} to ${VOICE_RATES.highest} Hz, got ${sampleRate}.`,
    );
  }
}

/** Size of the Fourier transform of an envelope: 512 at 8 kHz, 1024 to 24 kHz, 2048 above. */
export function envelopeFftSize(sampleRate: number): number {
  return 2 ** Math.ceil(Math.log2((3 * sampleRate) / ENVELOPE_FLOOR + 1));
}

/** Number of frames of so many PCM frames: one at the start of each `frameSeconds`. */
export function countFrames(length: number, sampleRate: number, frameSeconds: number): number {
  return length === 0 ? 0 : Math.floor(length / (sampleRate * frameSeconds)) + 1;
}
