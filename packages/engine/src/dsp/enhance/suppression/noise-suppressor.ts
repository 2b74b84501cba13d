import { mixChannels } from '../../../audio/mix.ts';
import { createRealFft, type RealFft } from '../../fft.ts';
import { type FrameGrid, frameCount, frameGrid, frameStart } from '../frame-grid.ts';
import { OverlapAdd } from '../overlap-add.ts';
import { SampleQueue } from '../sample-queue.ts';
import type { Stage } from '../stage.ts';
import { DEPTHS, type Strength } from '../strength.ts';
import { FrameMeasure } from './frame-measure.ts';
import { clearSegment, createSegment, type FrameSegment } from './frame-segment.ts';
import { type FrequencyBands, frequencyBands } from './frequency-bands.ts';
import { NoiseEstimate } from './noise-estimate.ts';
import { createVoiceGuide, type VoiceGuide } from './voice-guide.ts';

/** Windows are 34 to 68 ms long: long enough to part the harmonics of a voice. */
const WINDOW_SECONDS = 0.048;
/** Windows that each sample lies in. */
const OVERLAP = 2;
/** How much is solved at a time, and how far ahead is looked for that, seconds. */
const SEGMENT_SECONDS = 2.5;

/** What is to be done to which signal. */
export interface NoiseSuppressorOptions {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Whether voice and noise are told apart in the mean of all channels, not in each: right unless they cancel out. */
  readonly listensToMix: boolean;
  readonly strength: Strength;
  /** Linear; brings the signal to a usual level of speech for RNNoise. */
  readonly guideGain: number;
  /** How much a moment sounds like music, 0 to 1. @param seconds - Since the start. */
  readonly music: (seconds: number) => number;
}

/**
 * Makes a stage that takes down what is not voice, see {@link NoiseEstimate}. All channels get the same gain, so that the
 * image between two loudspeakers does not move. Dispose of it to give back the memory of RNNoise.
 *
 * It holds back up to five seconds.
 */
export async function createNoiseSuppressor(options: NoiseSuppressorOptions): Promise<Stage & Disposable> {
  const guides: VoiceGuide[] = [];
  try {
    for (let channel = 0; channel < (options.listensToMix ? 1 : options.channels); channel++) {
      guides.push(await createVoiceGuide(options.sampleRate, options.guideGain));
    }
    return new NoiseSuppressor(options, guides);
  } catch (error) {
    for (const guide of guides) guide[Symbol.dispose]();
    throw error;
  }
}

class NoiseSuppressor implements Stage, Disposable {
  readonly #grid: FrameGrid;
  readonly #bands: FrequencyBands;
  readonly #fft: RealFft;
  readonly #guides: readonly VoiceGuide[];
  readonly #samples: readonly SampleQueue[];
  /** What voice and noise are told apart in: one queue for each guide. */
  readonly #heard: readonly SampleQueue[];
  readonly #guideSamples: readonly SampleQueue[];
  readonly #measure: FrameMeasure;
  readonly #estimate: NoiseEstimate;
  readonly #capacity: number;
  readonly #overlaps: readonly OverlapAdd[];
  readonly #mixes: boolean;
  readonly #window: Float32Array;
  readonly #heardWindows: readonly Float32Array[];
  readonly #guideWindows: readonly Float32Array[];
  readonly #re: Float32Array;
  readonly #im: Float32Array;
  /** The segment that is solved when the next one is full. */
  #waiting: FrameSegment | undefined;
  #filling: FrameSegment;
  #spare: FrameSegment | undefined;
  #measured = 0;
  #solved = 0;

  constructor(options: NoiseSuppressorOptions, guides: readonly VoiceGuide[]) {
    const grid = frameGrid(options.sampleRate, WINDOW_SECONDS, OVERLAP);
    const each = <Value>(make: () => Value) => Array.from({ length: options.channels }, make);
    const eachGuide = <Value>(make: () => Value) => guides.map(make);
    const bands = frequencyBands(grid);
    this.#grid = grid;
    this.#bands = bands;
    this.#fft = createRealFft(grid.size);
    this.#guides = guides;
    this.#samples = each(() => new SampleQueue());
    this.#heard = eachGuide(() => new SampleQueue());
    this.#guideSamples = eachGuide(() => new SampleQueue());
    this.#heardWindows = eachGuide(() => new Float32Array(grid.size));
    this.#guideWindows = eachGuide(() => new Float32Array(grid.size));
    this.#window = new Float32Array(grid.size);
    this.#mixes = options.listensToMix;
    this.#overlaps = each(() => new OverlapAdd(grid));
    this.#capacity = Math.ceil(SEGMENT_SECONDS / grid.hopSeconds);
    this.#measure = new FrameMeasure(grid, bands, options.sampleRate);
    this.#estimate = new NoiseEstimate(this.#capacity, {
      bands: bands.count,
      hopSeconds: grid.hopSeconds,
      depth: DEPTHS[options.strength],
      music: options.music,
    });
    this.#filling = createSegment(this.#capacity, bands.count);
    this.#re = new Float32Array(grid.bins);
    this.#im = new Float32Array(grid.bins);
  }

  push(channels: readonly Float32Array[]): Float32Array[] {
    for (const [index, values] of channels.entries()) this.#samples[index]?.append(values);
    for (const [index, values] of (this.#mixes ? mixChannels(channels, 1) : channels).entries()) {
      this.#heard[index]?.append(values);
      const guide = this.#guides[index]?.push(values);
      if (guide) this.#guideSamples[index]?.append(guide);
    }
    const ready = Math.min(this.#samples[0]?.end ?? 0, this.#guideSamples[0]?.end ?? 0);
    while (frameStart(this.#grid, this.#measured) + this.#grid.size <= ready) this.#measureFrame(true);
    return this.#take();
  }

  flush(): Float32Array[] {
    for (const [index, guide] of this.#guides.entries()) this.#guideSamples[index]?.append(guide.flush());
    const total = this.#samples[0]?.end ?? 0;
    const frames = frameCount(this.#grid, total);
    while (this.#measured < frames) this.#measureFrame(false);
    if (this.#waiting) this.#solve(this.#waiting, this.#filling);
    this.#solve(this.#filling, undefined);
    for (const overlap of this.#overlaps) overlap.end(total);
    return this.#take();
  }

  [Symbol.dispose](): void {
    for (const guide of this.#guides) guide[Symbol.dispose]();
  }

  #take(): Float32Array[] {
    return this.#overlaps.map((overlap) => overlap.take());
  }

  #measureFrame(complete: boolean): void {
    if (this.#filling.frames === this.#capacity) this.#beginSegment();
    const start = frameStart(this.#grid, this.#measured);
    for (const [index, window] of this.#heardWindows.entries()) this.#heard[index]?.read(start, window);
    for (const [index, window] of this.#guideWindows.entries()) this.#guideSamples[index]?.read(start, window);
    this.#measure.add(this.#filling, this.#heardWindows, this.#guideWindows, complete && start >= 0);
    for (const queue of [...this.#heard, ...this.#guideSamples]) queue.forget(start);
    this.#measured++;
  }

  #beginSegment(): void {
    if (this.#waiting) {
      this.#solve(this.#waiting, this.#filling);
      clearSegment(this.#waiting);
      this.#spare = this.#waiting;
    }
    this.#waiting = this.#filling;
    this.#filling = this.#spare ?? createSegment(this.#capacity, this.#bands.count);
    this.#spare = undefined;
  }

  #solve(segment: FrameSegment, next: FrameSegment | undefined): void {
    this.#estimate.solve(segment, next, (gain) => {
      const start = frameStart(this.#grid, this.#solved);
      for (const [index, samples] of this.#samples.entries()) {
        samples.read(start, this.#window);
        this.#filter(this.#window, gain);
        this.#overlaps[index]?.add(this.#window);
        samples.forget(start);
      }
      this.#solved++;
    });
  }

  /** Multiplies the spectrum of a window, in place. @param gain - Of each band. */
  #filter(samples: Float32Array, gain: Float32Array): void {
    const { window } = this.#grid;
    for (let index = 0; index < samples.length; index++) {
      samples[index] = (samples[index] ?? 0) * (window[index] ?? 0);
    }
    this.#fft.forward(samples, this.#re, this.#im);
    const [re, im] = [this.#re, this.#im];
    const { starts } = this.#bands;
    for (let band = 0, bin = 0; band < gain.length; band++) {
      const factor = gain[band] ?? 0;
      const end = starts[band + 1] ?? 0;
      for (; bin < end; bin++) {
        re[bin] = (re[bin] ?? 0) * factor;
        im[bin] = (im[bin] ?? 0) * factor;
      }
    }
    this.#fft.inverse(re, im, samples);
  }
}
