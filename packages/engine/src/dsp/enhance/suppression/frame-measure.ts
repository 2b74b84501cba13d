import { rnnoiseHighPass } from '../../../backends/rnnoise/rnnoise.ts';
import { createRealFft, type RealFft } from '../../fft.ts';
import type { FrameGrid } from '../frame-grid.ts';
import type { FrameSegment } from './frame-segment.ts';
import { guideTopHertz } from './voice-guide.ts';

/** Below this gain the high-pass of RNNoise is not undone any further: what it took away cannot be had back. */
const LEAST_HIGH_PASS = 0.3;
/** Above the guide's top, it is taken to go on as in its highest bands: those from this share of the top. */
const HIGH_BANDS_FROM = 0.6;
/** How long the powers that tell voice from pause are averaged, seconds. */
const PRESENCE_SECONDS = 0.03;
/** Bands in which voice is told from pause: an eighth of their frequency to either side, but so many bins at least. */
const BAND_SHARE = 8;
const BAND_BINS = 4;
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
  readonly #fft: RealFft;
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

  constructor(grid: FrameGrid, sampleRate: number) {
    const { bins, binHertz, hopSeconds } = grid;
    this.#grid = grid;
    this.#fft = createRealFft(grid.size);
    this.#guideTop = Math.min(bins - 1, Math.floor(guideTopHertz(sampleRate) / binHertz));
    this.#highFrom = Math.floor(this.#guideTop * HIGH_BANDS_FROM);
    const undone = Array.from({ length: bins }, (_, bin) => undoHighPass(bin * binHertz));
    this.#undoRe = Float32Array.from(undone, ({ re }) => re);
    this.#undoIm = Float32Array.from(undone, ({ im }) => im);
    this.#windowed = new Float32Array(grid.size);
    const perBin = () => new Float32Array(bins);
    [this.#re, this.#im, this.#guideRe, this.#guideIm] = [perBin(), perBin(), perBin(), perBin()];
    [this.#smoothPower, this.#smoothVoice, this.#floorPower] = [perBin(), perBin(), perBin()];
    this.#powerSums = new Float64Array(bins + 1);
    this.#voiceSums = new Float64Array(bins + 1);
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
    const at = segment.frames * this.#grid.bins;
    const end = at + this.#grid.bins;
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
    for (let bin = 0; bin < power.length; bin++) {
      const re = allRe[bin] ?? 0;
      const im = allIm[bin] ?? 0;
      const filteredRe = guideRe[bin] ?? 0;
      const filteredIm = guideIm[bin] ?? 0;
      const undoRe = inverseRe[bin] ?? 0;
      const undoIm = inverseIm[bin] ?? 0;
      const voiceRe = filteredRe * undoRe - filteredIm * undoIm;
      const voiceIm = filteredRe * undoIm + filteredIm * undoRe;
      power[bin] = (power[bin] ?? 0) + re * re + im * im;
      voice[bin] = (voice[bin] ?? 0) + voiceRe * voiceRe + voiceIm * voiceIm;
      residue[bin] = (residue[bin] ?? 0) + (re - voiceRe) ** 2 + (im - voiceIm) ** 2;
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
    for (let bin = this.#highFrom; bin <= this.#guideTop; bin++) {
      all += power[bin] ?? 0;
      spoken += voice[bin] ?? 0;
    }
    const share = all > 0 ? Math.min(1, spoken / all) : 1;
    const rest = (1 - Math.sqrt(share)) ** 2;
    for (let bin = this.#guideTop + 1; bin < power.length; bin++) {
      voice[bin] = share * (power[bin] ?? 0);
      residue[bin] = rest * (power[bin] ?? 0);
    }
  }

  #smooth(power: Float32Array, voice: Float32Array): void {
    const decay = this.#presenceDecay;
    for (let bin = 0; bin < power.length; bin++) {
      const now = power[bin] ?? 0;
      const smoothPower = now + decay * ((this.#smoothPower[bin] ?? 0) - now);
      const spoken = voice[bin] ?? 0;
      const smoothVoice = spoken + decay * ((this.#smoothVoice[bin] ?? 0) - spoken);
      this.#smoothPower[bin] = smoothPower;
      this.#smoothVoice[bin] = smoothVoice;
      this.#powerSums[bin + 1] = (this.#powerSums[bin] ?? 0) + smoothPower;
      this.#voiceSums[bin + 1] = (this.#voiceSums[bin] ?? 0) + smoothVoice;
    }
  }

  #lowerFloor(power: Float32Array, floor: Float32Array): void {
    const decay = this.#begun ? this.#floorDecay : 0;
    this.#begun = true;
    for (let bin = 0; bin < power.length; bin++) {
      const now = power[bin] ?? 0;
      const steady = now + decay * ((this.#floorPower[bin] ?? 0) - now);
      this.#floorPower[bin] = steady;
      if (steady < (floor[bin] ?? 0)) floor[bin] = steady;
    }
  }

  /** How much each frequency's power counts as that of a pause, and the same with quiet stretches counting more. */
  #weigh({ power, pauseWeight, pausePower, quietWeight, quietPower }: FrameSegment, start: number): void {
    const { bins } = this.#grid;
    const [powerSums, voiceSums] = [this.#powerSums, this.#voiceSums];
    for (let bin = 0, at = start; bin < bins; bin++, at++) {
      const reach = Math.max(BAND_BINS, Math.floor(bin / BAND_SHARE));
      const low = Math.max(0, bin - reach);
      const high = Math.min(bins, bin + reach + 1);
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
