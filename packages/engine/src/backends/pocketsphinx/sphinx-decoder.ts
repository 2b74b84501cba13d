import { InternalError } from '@potoo/core/errors';
import type { Recognition } from '../contract.ts';
import type { LibraryFiles } from './find-pocketsphinx.ts';
import { type HeardEntry, recognitionOf } from './heard-words.ts';
import { type ModelFiles, modelArguments, POCKETSPHINX_SAMPLE_RATE } from './pocketsphinx-model.ts';
import { loadSphinx, type Pointer, readFeatures, type SphinxLibrary, viewMatrix } from './sphinx-library.ts';

/** Acoustic frames per second. */
const FRAME_RATE = 100;
/**
 * Samples that are searched in one go, which blocks: 150 ms of audio take some 20 ms, seldom 150.
 *
 * Not fewer than 1850: 5prealpha takes its first features wrongly, and from what the utterance before has left, unless the
 * first block holds ten acoustic frames (of 410 samples, 160 apart).
 */
const BLOCK = 2400;
/** Shorter audio holds no word. */
const SHORTEST = 2000;
/** Length of the noise that it hears first of all, samples. */
const WARM_UP = POCKETSPHINX_SAMPLE_RATE / 2;

/** Called between two blocks. It may wait, and may throw to stop. */
export type BetweenBlocks = (heardSoFar: () => string) => Promise<void>;

/**
 * A loaded PocketSphinx recogniser.
 *
 * It is fed block by block, so that it can be stopped and asked what it hears so far, and yet normalises by the mean of the
 * whole stretch, as only its batch mode does: the cepstra are computed once ahead (under 1 % of the work), and their mean
 * is set before each block, in place of the running estimate. The words are the same as in batch mode.
 */
export class SphinxDecoder {
  readonly #sphinx: SphinxLibrary;
  readonly #decoder: Pointer;
  readonly #frontEnd: Pointer;
  readonly #logmath: Pointer;
  readonly #cepstrumSize: number;
  readonly #normalisation: Pointer;

  /** Loads library and model: half a second. @throws {Error} If that fails. */
  static async load(files: LibraryFiles, model: ModelFiles): Promise<SphinxDecoder> {
    const decoder = new SphinxDecoder(files, model);
    // The Gaussians of one frame are searched from the best of the frame before, also across utterances. The very first
    // has none, and would be heard a hair differently the first time than ever after.
    await decoder.recognize(hiss(WARM_UP), async () => {});
    return decoder;
  }

  /** Use {@link SphinxDecoder.load}. */
  private constructor(files: LibraryFiles, model: ModelFiles) {
    const sphinx = loadSphinx(files);
    sphinx.err_set_logfp(null);
    const args = ['potoo', ...modelArguments(model)];
    const config = sphinx.cmd_ln_parse_r(null, sphinx.ps_args(), args.length, args, 1);
    this.#decoder = config === null ? null : sphinx.ps_init(config);
    this.#frontEnd = this.#decoder === null ? null : sphinx.fe_init_auto_r(config);
    if (this.#frontEnd === null) {
      throw new InternalError(`PocketSphinx cannot load the model in ${model.acoustic}.`, {
        hint: 'Install the packages pocketsphinx and pocketsphinx-en-us again.',
      });
    }
    this.#sphinx = sphinx;
    this.#logmath = sphinx.ps_get_logmath(this.#decoder);
    const { cepsize, cmn } = readFeatures(sphinx.ps_get_feat(this.#decoder));
    if (cepsize !== sphinx.fe_get_output_size(this.#frontEnd)) {
      throw new InternalError('This build of PocketSphinx is not laid out as 5prealpha.');
    }
    this.#cepstrumSize = cepsize;
    this.#normalisation = cmn;
  }

  /**
   * Recognises one stretch of speech.
   * @param samples - Mono, 16 kHz.
   * @param between - Where it throws, the recognition stops and rejects with that.
   */
  async recognize(samples: Int16Array, between: BetweenBlocks): Promise<Recognition> {
    const duration = samples.length / POCKETSPHINX_SAMPLE_RATE;
    if (samples.length < SHORTEST) return recognitionOf([], duration);
    const sphinx = this.#sphinx;
    const mean = this.#meanCepstrum(samples);
    sphinx.ps_start_stream(this.#decoder);
    this.#check(sphinx.ps_start_utt(this.#decoder), 'start');
    try {
      for (let start = 0; start < samples.length; start += BLOCK) {
        await between(() => sphinx.ps_get_hyp(this.#decoder, null) ?? '');
        const block = samples.subarray(start, start + BLOCK);
        sphinx.cmn_live_set(this.#normalisation, mean);
        this.#check(sphinx.ps_process_raw(this.#decoder, block, block.length, 0, 0), 'go on');
      }
    } finally {
      // Also after an abort: the next utterance cannot start before this one has ended.
      sphinx.ps_end_utt(this.#decoder);
    }
    return recognitionOf([...this.#bestPath()], duration);
  }

  #meanCepstrum(samples: Int16Array): Float32Array {
    const sphinx = this.#sphinx;
    const rows: [Pointer] = [null];
    const rowCount: [number] = [0];
    sphinx.fe_start_stream(this.#frontEnd);
    this.#check(sphinx.fe_start_utt(this.#frontEnd), 'start its front end');
    this.#check(sphinx.fe_process_utt(this.#frontEnd, samples, samples.length, rows, rowCount), 'analyse the audio');
    try {
      const size = this.#cepstrumSize;
      return meanOfRows(viewMatrix(rows[0], rowCount[0] * size), size);
    } finally {
      sphinx.ckd_free_2d(rows[0]);
    }
  }

  *#bestPath(): Generator<HeardEntry> {
    const sphinx = this.#sphinx;
    // Asking for the text first makes it search its lattice for the path with the best posterior.
    if (sphinx.ps_get_hyp(this.#decoder, null) === null) return;
    let segment = sphinx.ps_seg_iter(this.#decoder);
    for (; segment !== null; segment = sphinx.ps_seg_next(segment)) {
      const first: [number] = [0];
      const last: [number] = [0];
      sphinx.ps_seg_frames(segment, first, last);
      yield {
        entry: sphinx.ps_seg_word(segment),
        start: first[0] / FRAME_RATE,
        end: (last[0] + 1) / FRAME_RATE,
        probability: sphinx.logmath_exp(this.#logmath, sphinx.ps_seg_prob(segment, null, null, null)),
      };
    }
  }

  #check(status: number, action: string): void {
    if (status < 0) throw new InternalError(`PocketSphinx could not ${action}.`);
  }
}

/** Noise, the same every time. */
function hiss(length: number): Int16Array {
  return Int16Array.from({ length }, (_, index) => 1000 * Math.sin(index * index));
}

/** Mean of the cepstra; frames without energy do not count, as in PocketSphinx's own batch mode. */
function meanOfRows(values: Float32Array, size: number): Float32Array {
  const sum = new Float64Array(size);
  let count = 0;
  for (let row = 0; row + size <= values.length; row += size) {
    if ((values[row] ?? 0) < 0) continue;
    count++;
    for (let index = 0; index < size; index++) sum[index] = (sum[index] ?? 0) + (values[row + index] ?? 0);
  }
  return Float32Array.from(sum, (value) => value / Math.max(1, count));
}
