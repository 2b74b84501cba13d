import { type SoundLevel, soundLevel } from './sound-level.ts';

/** Frames that one reading looks at: 43 ms at 48 kHz. */
const FRAMES = 2048;

/** Reads the level of a node's sound, of the stream that is there: it opens no other. */
export class LevelMeter {
  readonly #analyser: AnalyserNode;
  readonly #frames = new Float32Array(FRAMES);

  constructor(source: AudioNode) {
    this.#analyser = new AnalyserNode(source.context, { fftSize: FRAMES });
    source.connect(this.#analyser);
  }

  read(): SoundLevel {
    this.#analyser.getFloatTimeDomainData(this.#frames);
    return soundLevel(this.#frames);
  }
}
