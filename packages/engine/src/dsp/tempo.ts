import createSonic, { type SonicModule } from '@echogarden/sonic-wasm';
import type { Pcm } from '@potoo/core';

/** Slowest and fastest speed. */
export const TEMPO_RANGE = { slowest: 0.5, fastest: 2 } as const;

/** Frames that are handed to Sonic at a time. */
const BLOCK_FRAMES = 16_384;

/**
 * Plays audio faster or slower without changing its pitch, as it comes.
 *
 * Sonic finds the pitch periods of a voice and leaves out or repeats whole ones; B. Cox,
 * https://github.com/waywardgeek/sonic (PICOLA, extended).
 * @param blocks - Blocks of one rate and channel count.
 * @param speed - 0.5 to 2; at 2 the audio takes half its time.
 * @param load - Starts Sonic. @default From its package, as Node does.
 * @returns Blocks whose lengths sum to `round(frames / speed)`.
 * @throws {RangeError} If the speed is out of range.
 */
export async function* changeTempo(
  blocks: AsyncIterable<Pcm> | Iterable<Pcm>,
  speed: number,
  load: () => Promise<SonicModule> = () => createSonic(),
): AsyncGenerator<Pcm, void> {
  if (!(speed >= TEMPO_RANGE.slowest && speed <= TEMPO_RANGE.fastest)) {
    throw new RangeError(`Expected a speed from ${TEMPO_RANGE.slowest} to ${TEMPO_RANGE.fastest}, got ${speed}.`);
  }
  if (speed === 1) {
    yield* blocks;
    return;
  }
  // Each call has a copy of the module of its own: 20 kB that take a millisecond, and nothing shared that could leak.
  let stretcher: Stretcher | undefined;
  try {
    for await (const pcm of blocks) {
      stretcher ??= new Stretcher(await load(), pcm.sampleRate, pcm.channels.length, speed);
      yield* stretcher.push(pcm.channels);
    }
    if (stretcher) yield* stretcher.flush();
  } finally {
    stretcher?.[Symbol.dispose]();
  }
}

class Stretcher implements Disposable {
  readonly #sonic: SonicModule;
  readonly #sampleRate: number;
  readonly #channels: number;
  readonly #speed: number;
  readonly #stream: number;
  /** Room for a block of interleaved values. */
  readonly #buffer: number;
  #framesIn = 0;
  #framesOut = 0;

  constructor(sonic: SonicModule, sampleRate: number, channels: number, speed: number) {
    this.#sonic = sonic;
    this.#sampleRate = sampleRate;
    this.#channels = channels;
    this.#speed = speed;
    this.#stream = sonic._sonicCreateStream(sampleRate, channels);
    this.#buffer = sonic._malloc(BLOCK_FRAMES * channels * Float32Array.BYTES_PER_ELEMENT);
    if (this.#stream === 0 || this.#buffer === 0)
      throw new RangeError('There is no memory left for changing the speed.');
    sonic._sonicSetSpeed(this.#stream, speed);
    sonic._sonicSetQuality(this.#stream, 1);
  }

  *push(channels: readonly Float32Array[]): Generator<Pcm, void> {
    const frames = channels[0]?.length ?? 0;
    for (let start = 0; start < frames; start += BLOCK_FRAMES) {
      this.#write(channels.map((channel) => channel.subarray(start, start + BLOCK_FRAMES)));
      yield* this.#read(Number.POSITIVE_INFINITY);
    }
  }

  /** Gives the rest, and makes the sum exact: Sonic ends on a pitch period, a few milliseconds early or late. */
  *flush(): Generator<Pcm, void> {
    const total = Math.round(this.#framesIn / this.#speed);
    this.#sonic._sonicFlushStream(this.#stream);
    yield* this.#read(total);
    const missing = total - this.#framesOut;
    if (missing > 0) yield this.#pcm(Array.from({ length: this.#channels }, () => new Float32Array(missing)));
  }

  [Symbol.dispose](): void {
    this.#sonic._sonicDestroyStream(this.#stream);
    this.#sonic._free(this.#buffer);
  }

  #write(channels: readonly Float32Array[]): void {
    const frames = channels[0]?.length ?? 0;
    const memory = this.#memory();
    for (const [index, channel] of channels.entries()) {
      for (let frame = 0; frame < frames; frame++) memory[frame * this.#channels + index] = channel[frame] ?? 0;
    }
    this.#sonic._sonicWriteFloatToStream(this.#stream, this.#buffer, frames);
    this.#framesIn += frames;
  }

  *#read(total: number): Generator<Pcm, void> {
    for (;;) {
      const wanted = Math.min(BLOCK_FRAMES, total - this.#framesOut);
      const frames = wanted > 0 ? this.#sonic._sonicReadFloatFromStream(this.#stream, this.#buffer, wanted) : 0;
      if (frames <= 0) return;
      this.#framesOut += frames;
      const memory = this.#memory();
      yield this.#pcm(
        Array.from({ length: this.#channels }, (_, index) => {
          const channel = new Float32Array(frames);
          for (let frame = 0; frame < frames; frame++) channel[frame] = memory[frame * this.#channels + index] ?? 0;
          return channel;
        }),
      );
    }
  }

  #memory(): Float32Array {
    return this.#sonic.HEAPF32.subarray(this.#buffer / Float32Array.BYTES_PER_ELEMENT);
  }

  #pcm(channels: readonly Float32Array[]): Pcm {
    return { channels, sampleRate: this.#sampleRate };
  }
}
