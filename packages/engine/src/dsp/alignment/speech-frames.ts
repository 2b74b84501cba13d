import { createRealFft } from '../fft.ts';
import { GrowingFloats } from './growing-floats.ts';

/** Rate of the audio that frames are taken of, hertz. */
export const ALIGNMENT_RATE = 16_000;

/** Cepstral coefficients per frame, the one of the level left out. */
export const CEPSTRUM_ORDER = 12;

/** Speech as a row of short spectra. */
export interface SpeechFrames {
  readonly count: number;
  /** Seconds from the middle of one frame to that of the next; the first is at 0. */
  readonly hop: number;
  /** {@link CEPSTRUM_ORDER} values per frame. */
  readonly cepstra: Float32Array;
  /** Level of each frame, decibels. */
  readonly levels: Float32Array;
}

const FFT_SIZE = 512;
const WINDOW = 400;
const BANDS = 26;
const LOWEST = 100;
const HIGHEST = 7_600;
const PRE_EMPHASIS = 0.97;
const QUIETEST = 1e-10;

/**
 * Takes mel-frequency cepstra of speech as it comes: 25 ms windows, 26 bands from 100 to 7600 Hz, 12 coefficients.
 * S. Davis & P. Mermelstein, "Comparison of parametric representations for monosyllabic word recognition in continuously
 * spoken sentences", IEEE ASSP 28, 1980.
 */
export class SpeechFrameCollector {
  readonly #hop: number;
  readonly #fft = createRealFft(FFT_SIZE);
  readonly #window: Float32Array;
  readonly #bands: readonly Band[];
  readonly #cosines = cosineTable();
  readonly #cepstra = new GrowingFloats();
  readonly #levels = new GrowingFloats();
  readonly #re = new Float32Array(FFT_SIZE / 2 + 1);
  readonly #im = new Float32Array(FFT_SIZE / 2 + 1);
  readonly #frame = new Float32Array(FFT_SIZE);
  readonly #bandLevels = new Float64Array(BANDS);
  /** Samples that later frames still need; the first is number `#from`. The silence before the start is in it. */
  #held: Float32Array = new Float32Array(WINDOW / 2 + 1);
  #from = -(WINDOW / 2) - 1;
  #count = 0;

  /**
   * @param hop - Seconds between frames.
   * @param warp - Factor of all frequencies of the speaker, as that of a shorter vocal tract: 0.8 to 1.25.
   */
  constructor(hop: number, warp = 1) {
    this.#hop = hop;
    this.#window = Float32Array.from(
      { length: WINDOW },
      (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * (index + 0.5)) / WINDOW),
    );
    this.#bands = melBands(warp);
  }

  /** Takes the next samples: mono, at {@link ALIGNMENT_RATE}. */
  push(samples: Float32Array): void {
    const joined = new Float32Array(this.#held.length + samples.length);
    joined.set(this.#held);
    joined.set(samples, this.#held.length);
    let start = this.#startOf(this.#count);
    // One sample before the window is needed for the pre-emphasis.
    while (start - this.#from + WINDOW <= joined.length) {
      this.#add(joined, start - this.#from);
      this.#count++;
      start = this.#startOf(this.#count);
    }
    const done = Math.min(joined.length, Math.max(0, start - 1 - this.#from));
    this.#held = joined.slice(done);
    this.#from += done;
  }

  /** Ends the speech and gives its frames. */
  finish(): SpeechFrames {
    this.push(new Float32Array(WINDOW / 2));
    return {
      count: this.#count,
      hop: this.#hop,
      cepstra: this.#cepstra.whole(),
      levels: this.#levels.whole(),
    };
  }

  /** First sample of the window of a frame. */
  #startOf(frame: number): number {
    return Math.round(frame * this.#hop * ALIGNMENT_RATE) - WINDOW / 2;
  }

  #add(samples: Float32Array, at: number): void {
    let energy = 0;
    for (let index = 0; index < WINDOW; index++) {
      const value = samples[at + index] ?? 0;
      energy += value * value;
      this.#frame[index] = (value - PRE_EMPHASIS * (samples[at + index - 1] ?? 0)) * (this.#window[index] ?? 0);
    }
    this.#levels.push(10 * Math.log10(energy / WINDOW + QUIETEST));
    this.#fft.forward(this.#frame, this.#re, this.#im);
    for (let bin = 0; bin < this.#re.length; bin++) {
      this.#re[bin] = (this.#re[bin] ?? 0) ** 2 + (this.#im[bin] ?? 0) ** 2;
    }
    for (const [index, { first, weights }] of this.#bands.entries()) {
      let sum = 0;
      for (let bin = 0; bin < weights.length; bin++) sum += (weights[bin] ?? 0) * (this.#re[first + bin] ?? 0);
      this.#bandLevels[index] = Math.log(sum / FFT_SIZE + QUIETEST);
    }
    for (let order = 0; order < CEPSTRUM_ORDER; order++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) {
        sum += (this.#bandLevels[band] ?? 0) * (this.#cosines[order * BANDS + band] ?? 0);
      }
      this.#cepstra.push(sum);
    }
  }
}

/** The spectrum's bins that a band hears, and how well. */
interface Band {
  readonly first: number;
  readonly weights: Float32Array;
}

function melBands(warp: number): Band[] {
  const low = mel(LOWEST);
  const step = (mel(HIGHEST) - low) / (BANDS + 1);
  const edges = Array.from(
    { length: BANDS + 2 },
    (_, edge) => (warped(hertz(low + edge * step), warp) * FFT_SIZE) / ALIGNMENT_RATE,
  );
  return Array.from({ length: BANDS }, (_, band) => {
    const [from = 0, centre = 1, to = 2] = edges.slice(band, band + 3);
    const first = Math.ceil(from);
    const last = Math.min(FFT_SIZE / 2, Math.floor(to));
    const weights = Float32Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const bin = first + index;
      return Math.max(0, bin < centre ? (bin - from) / (centre - from) : (to - bin) / (to - centre));
    });
    return { first, weights };
  });
}

/** Scales a frequency; near the top less and less, so that the highest stays where it is. */
function warped(frequency: number, warp: number): number {
  const knee = (0.8 * HIGHEST) / Math.max(1, warp);
  if (frequency <= knee) return frequency * warp;
  return knee * warp + ((frequency - knee) * (HIGHEST - knee * warp)) / (HIGHEST - knee);
}

function cosineTable(): Float32Array {
  const table = new Float32Array(CEPSTRUM_ORDER * BANDS);
  for (let order = 1; order <= CEPSTRUM_ORDER; order++) {
    for (let band = 0; band < BANDS; band++) {
      table[(order - 1) * BANDS + band] = Math.cos((Math.PI * order * (band + 0.5)) / BANDS);
    }
  }
  return table;
}

function mel(frequency: number): number {
  return 2595 * Math.log10(1 + frequency / 700);
}

function hertz(mels: number): number {
  return 700 * (10 ** (mels / 2595) - 1);
}
