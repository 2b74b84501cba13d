import { createRealFft, type RealFft } from '../../fft.ts';
import type { FrameGrid } from '../frame-grid.ts';
import type { FrameSegment } from './frame-segment.ts';
import { bandOf, type FrequencyBands } from './frequency-bands.ts';
import { rnnoiseHighPass } from './rnnoise/rnnoise.ts';
import { guideTopHertz } from './voice-guide.ts';

/** Below this gain the high-pass of RNNoise is not undone any further: what it took away cannot be had back. */
const LEAST_HIGH_PASS = 0.3;
/** Above the guide's top, it is taken to go on as in its highest bands: those from this share of the top. */
const HIGH_BANDS_FROM = 0.6;
/** How long the powers that tell voice from pause are averaged, seconds. */
const PRESENCE_SECONDS = 0.03;
/** Voice is told from pause in what lies around a frequency: an eighth of it to either side, but so many bins at least. */
const AROUND_SHARE = 8;
const AROUND_BINS = 4;
/** Weight of a stretch that is all voice, so that there is always something to average. */
const LEAST_WEIGHT = 1e-8;
/** How long the power is averaged whose minimum is the steady floor, seconds. */
const FLOOR_SECONDS = 0.2;
/** Far below the power of the quietest recording. */
const TINY_POWER = 1e-9;

/**
 * Looks at one window of all channels at once, together with what the guide takes for voice, and writes down what the
 * estimate of the noise is made from. Channels add up by power, so that one gain serves them all.
 */
export class FrameMeasure {
  readonly #grid: FrameGrid;
  readonly #bands: FrequencyBands;
  readonly #fft: RealFft;
  /** First and last band of what lies around each band. */
  readonly #lowest: Uint16Array;
  readonly #highest: Uint16Array;
  readonly #guideTop: number;
  readonly #highFrom: number;
  readonly #undoRe: Float32Array;
  readonly #undoIm: Float32Array;
  readonly #windowed: Float32Array;
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  readonly #guideRe: Float32Array;
  readonly #guideIm: Float32Array;
  readonly #smoothPower: Float32Array;
  readonly #smoothVoice: Float32Array;
  readonly #floorPower: Float32Array;
  readonly #powerSums: Float64Array;
  readonly #voiceSums: Float64Array;
  readonly #presenceDecay: number;
  readonly #floorDecay: number;
  #begun = false;

  constructor(grid: FrameGrid, bands: FrequencyBands, sampleRate: number) {
    const { bins, binHertz, hopSeconds } = grid;
    this.#grid = grid;
    this.#bands = bands;
    this.#fft = createRealFft(grid.size);
    const around = aroundBands(bands);
    this.#lowest = Uint16Array.from(around, ({ lowest }) => lowest);
    this.#highest = Uint16Array.from(around, ({ highest }) => highest);
    const guideTop = guideTopHertz(sampleRate) / binHertz;
    // A band that the guide knows a part of counts as one that it says nothing of.
    this.#guideTop = guideTop >= bins - 1 ? bands.count - 1 : bandOf(bands, Math.floor(guideTop) + 1) - 1;
    this.#highFrom = bandOf(bands, Math.floor(guideTop * HIGH_BANDS_FROM));
    const undone = Array.from({ length: bins }, (_, bin) => undoHighPass(bin * binHertz));
    this.#undoRe = Float32Array.from(undone, ({ re }) => re);
    this.#undoIm = Float32Array.from(undone, ({ im }) => im);
    this.#windowed = new Float32Array(grid.size);
    const perBin = () => new Float32Array(bins);
    const perBand = () => new Float32Array(bands.count);
    [this.#re, this.#im, this.#guideRe, this.#guideIm] = [perBin(), perBin(), perBin(), perBin()];
    [this.#smoothPower, this.#smoothVoice, this.#floorPower] = [perBand(), perBand(), perBand()];
    this.#powerSums = new Float64Array(bands.count + 1);
    this.#voiceSums = new Float64Array(bands.count + 1);
    this.#presenceDecay = Math.exp(-hopSeconds / PRESENCE_SECONDS);
    this.#floorDecay = Math.exp(-hopSeconds / FLOOR_SECONDS);
  }

  /**
   * Adds one window to a segment.
   * @param samples - The window of each channel, as long as the grid says.
   * @param guides - The same stretch of each channel's guide.
   * @param whole - Whether the window lies in the signal with all its length; otherwise it says nothing of the floor.
   */
  add(segment: FrameSegment, samples: readonly Float32Array[], guides: readonly Float32Array[], whole: boolean): void {
    const at = segment.frames * this.#bands.count;
    const end = at + this.#bands.count;
    const power = segment.power.subarray(at, end).fill(0);
    const voice = segment.voice.subarray(at, end).fill(0);
    const residue = segment.residue.subarray(at, end).fill(0);
    for (const [channel, values] of samples.entries()) {
      const guide = guides[channel];
      if (guide) this.#addChannel(values, guide, { power, voice, residue });
    }
    this.#extendGuide(power, voice, residue);
    this.#smooth(power, voice);
    if (whole) this.#lowerFloor(power, segment.floor);
    this.#weigh(segment, at);
    segment.frames++;
  }

  #addChannel(samples: Float32Array, guide: Float32Array, { power, voice, residue }: Spectra): void {
    const [allRe, allIm, guideRe, guideIm] = [this.#re, this.#im, this.#guideRe, this.#guideIm];
    const [inverseRe, inverseIm] = [this.#undoRe, this.#undoIm];
    this.#transform(samples, allRe, allIm);
    this.#transform(guide, guideRe, guideIm);
    const { count, starts } = this.#bands;
    for (let band = 0, bin = 0; band < count; band++) {
      const end = starts[band + 1] ?? 0;
      let [all, spoken, between] = [power[band] ?? 0, voice[band] ?? 0, residue[band] ?? 0];
      for (; bin < end; bin++) {
        const re = allRe[bin] ?? 0;
        const im = allIm[bin] ?? 0;
        const filteredRe = guideRe[bin] ?? 0;
        const filteredIm = guideIm[bin] ?? 0;
        const undoRe = inverseRe[bin] ?? 0;
        const undoIm = inverseIm[bin] ?? 0;
        const voiceRe = filteredRe * undoRe - filteredIm * undoIm;
        const voiceIm = filteredRe * undoIm + filteredIm * undoRe;
        all += re * re + im * im;
        spoken += voiceRe * voiceRe + voiceIm * voiceIm;
        between += (re - voiceRe) ** 2 + (im - voiceIm) ** 2;
      }
      power[band] = all;
      voice[band] = spoken;
      residue[band] = between;
    }
  }

  #transform(values: Float32Array, re: Float32Array, im: Float32Array): void {
    const { window } = this.#grid;
    for (let index = 0; index < window.length; index++) {
      this.#windowed[index] = (values[index] ?? 0) * (window[index] ?? 0);
    }
    this.#fft.forward(this.#windowed, re, im);
  }

  /** Where the guide says nothing, as much of the power is voice as in its highest bands. */
  #extendGuide(power: Float32Array, voice: Float32Array, residue: Float32Array): void {
    let [all, spoken] = [0, 0];
    for (let band = this.#highFrom; band <= this.#guideTop; band++) {
      all += power[band] ?? 0;
      spoken += voice[band] ?? 0;
    }
    const share = all > 0 ? Math.min(1, spoken / all) : 1;
    const rest = (1 - Math.sqrt(share)) ** 2;
    for (let band = this.#guideTop + 1; band < power.length; band++) {
      voice[band] = share * (power[band] ?? 0);
      residue[band] = rest * (power[band] ?? 0);
    }
  }

  #smooth(power: Float32Array, voice: Float32Array): void {
    const decay = this.#presenceDecay;
    for (let band = 0; band < power.length; band++) {
      const now = power[band] ?? 0;
      const smoothPower = now + decay * ((this.#smoothPower[band] ?? 0) - now);
      const spoken = voice[band] ?? 0;
      const smoothVoice = spoken + decay * ((this.#smoothVoice[band] ?? 0) - spoken);
      this.#smoothPower[band] = smoothPower;
      this.#smoothVoice[band] = smoothVoice;
      this.#powerSums[band + 1] = (this.#powerSums[band] ?? 0) + smoothPower;
      this.#voiceSums[band + 1] = (this.#voiceSums[band] ?? 0) + smoothVoice;
    }
  }

  #lowerFloor(power: Float32Array, floor: Float32Array): void {
    const decay = this.#begun ? this.#floorDecay : 0;
    this.#begun = true;
    for (let band = 0; band < power.length; band++) {
      const now = power[band] ?? 0;
      const steady = now + decay * ((this.#floorPower[band] ?? 0) - now);
      this.#floorPower[band] = steady;
      if (steady < (floor[band] ?? 0)) floor[band] = steady;
    }
  }

  /** How much each frequency's power counts as that of a pause, and the same with quiet stretches counting more. */
  #weigh({ power, pauseWeight, pausePower, quietWeight, quietPower }: FrameSegment, start: number): void {
    const { count } = this.#bands;
    const [lowest, highest] = [this.#lowest, this.#highest];
    const [powerSums, voiceSums] = [this.#powerSums, this.#voiceSums];
    for (let band = 0, at = start; band < count; band++, at++) {
      const low = lowest[band] ?? 0;
      const high = (highest[band] ?? 0) + 1;
      const all = (powerSums[high] ?? 0) - (powerSums[low] ?? 0) + TINY_POWER;
      const spoken = (voiceSums[high] ?? 0) - (voiceSums[low] ?? 0);
      const absence = Math.max(0, 1 - spoken / all) ** 2;
      const weight = absence * absence + LEAST_WEIGHT;
      const quiet = (weight * (high - low)) / all;
      pauseWeight[at] = weight;
      pausePower[at] = weight * (power[at] ?? 0);
      quietWeight[at] = quiet;
      quietPower[at] = quiet * (power[at] ?? 0);
    }
  }
}

/** What lies around each band, as its first and its last band. */
function aroundBands(bands: FrequencyBands): Array<{ readonly lowest: number; readonly highest: number }> {
  return Array.from({ length: bands.count }, (_, band) => {
    const middle = ((bands.starts[band] ?? 0) + (bands.starts[band + 1] ?? 0)) >> 1;
    const reach = Math.max(AROUND_BINS, Math.floor(middle / AROUND_SHARE));
    return { lowest: bandOf(bands, Math.max(0, middle - reach)), highest: bandOf(bands, middle + reach) };
  });
}

interface Spectra {
  readonly power: Float32Array;
  readonly voice: Float32Array;
  readonly residue: Float32Array;
}

/** The inverse of RNNoise's high-pass, bounded where that leaves next to nothing. */
function undoHighPass(hertz: number): { readonly re: number; readonly im: number } {
  const { re, im } = rnnoiseHighPass(hertz);
  const gain = Math.hypot(re, im);
  if (gain === 0) return { re: 1 / LEAST_HIGH_PASS, im: 0 };
  const bounded = Math.max(gain, LEAST_HIGH_PASS) * gain;
  return { re: re / bounded, im: -im / bounded };
}
