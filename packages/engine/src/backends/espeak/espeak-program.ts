import type { EspeakEvent, EspeakLoader, EspeakLoaderSettings, EspeakWorker } from '@echogarden/espeak-ng-emscripten';
import { NotFoundError } from '@potoo/core/errors';

/** How the next text is to be spoken. */
export interface EspeakSettings {
  /** espeak's own voice identifier. */
  readonly identifier: string;
  /** Relative to the voice's own. */
  readonly rate: number;
  /** Relative to the voice's own. */
  readonly pitch: number;
}

/** Audio and events of one text. */
export interface EspeakSpeech {
  /** Mono, [-1, 1]. */
  readonly samples: Float32Array;
  /** Hertz. */
  readonly sampleRate: number;
  readonly events: readonly EspeakEvent[];
}

const OWN_WORDS_PER_MINUTE = 175;
const SLOWEST = 80;
const FASTEST = 450;

/** The eSpeak NG program, as WASM. */
export class EspeakProgram {
  readonly #worker: EspeakWorker;

  private constructor(worker: EspeakWorker) {
    this.#worker = worker;
  }

  /**
   * Starts the program and its data.
   * @param load - What its package exports. @param settings - What Emscripten's loader takes.
   */
  static async start(load: EspeakLoader, settings?: EspeakLoaderSettings): Promise<EspeakProgram> {
    const module = await load(settings);
    return new EspeakProgram(new module.eSpeakNGWorker());
  }

  /**
   * Sets everything that a text depends on: what an earlier one set would stay.
   * @throws {NotFoundError} If espeak has no such voice.
   */
  set({ identifier, rate, pitch }: EspeakSettings): void {
    if (this.#worker.set_voice(identifier) !== 0) {
      throw new NotFoundError(`espeak has no voice "${identifier}".`, { reason: 'voice_not_found' });
    }
    this.#worker.rate = wordsPerMinute(rate);
    const { base, range } = pitchParameters(pitch);
    this.#worker.pitch = base;
    this.#worker.range = range;
    this.#worker.volume = 100;
  }

  /** Speaks a text with what was set. Blocks until all of it is made. */
  speak(text: string): EspeakSpeech {
    const blocks: Int16Array[] = [];
    const events: EspeakEvent[] = [];
    this.#worker.synthesize(text, (audio, told) => {
      blocks.push(audio);
      events.push(...told);
      return false;
    });
    const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of blocks) {
      for (let index = 0; index < block.length; index++) samples[at++] = (block[index] ?? 0) / 32768;
    }
    return { samples, sampleRate: this.#worker.samplerate, events };
  }

  /** Tells whether the voice that is set has a phoneme of this mnemonic. */
  hasPhoneme(mnemonic: string): boolean {
    return this.speak(`[[${mnemonic}]]`).events.some(({ type, id }) => type === 'phoneme' && id !== '');
  }
}

/**
 * espeak shortens pauses less than words when it hurries; measured, this makes the whole as fast as asked. It holds from
 * 0.46 to 2.3; beyond, espeak goes as far as it can.
 */
function wordsPerMinute(rate: number): number {
  const hurried = OWN_WORDS_PER_MINUTE * rate * (1 + 0.07 * Math.max(0, rate - 1));
  return Math.round(Math.min(FASTEST, Math.max(SLOWEST, hurried)));
}

/**
 * espeak speaks at a base pitch plus a melody; its `pitch` scales the base alone, 50 more being an octave, and its
 * `range` scales the melody and shifts the base against it. This is solved for both to scale alike, with the usual
 * proportion of the two. It holds from 0.6 to 1.8; beyond, espeak goes as far as it can.
 * @see https://github.com/espeak-ng/espeak-ng/blob/master/src/libespeak-ng/wavegen.c (`SetPitch2`)
 */
function pitchParameters(factor: number): { base: number; range: number } {
  const shift = 0.24;
  const base = 50 + 50 * Math.log2(Math.max(0.5, factor + shift * (factor - 1)));
  return { base: Math.min(99, Math.round(base)), range: Math.min(99, Math.round(50 * factor)) };
}
