import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpeakerShare } from '../contract.ts';

/** Where a blend is among the blends. */
export interface BlendPlace {
  readonly speaker: number;
  /** Changes when the blends have to be loaded anew. */
  readonly version: number;
}

/**
 * Makes voices out of others by averaging their vectors. The blends take the places of the voices in a file of the same
 * shape; when all places are taken, the one that was used longest ago gives way.
 */
export class BlendedVoices {
  readonly #voices: Float32Array;
  readonly #blended: Float32Array;
  readonly #speakers: number;
  /** Places by blend, the latest used last. */
  readonly #places = new Map<string, number>();
  #version = 0;

  private constructor(voices: Float32Array, speakers: number) {
    this.#voices = voices;
    this.#blended = voices.slice();
    this.#speakers = speakers;
  }

  /** @param source - The model's own voices: 32-bit floats, one block of equal size for each. */
  static async open(source: string, speakers: number): Promise<BlendedVoices> {
    const bytes = await readFile(source);
    const voices = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    return new BlendedVoices(voices, speakers);
  }

  /** Finds the place of a blend, and makes it when it is new. */
  place(shares: readonly SpeakerShare[]): BlendPlace {
    const key = shares.map(({ speaker, weight }) => `${speaker}:${weight}`).join('+');
    let speaker = this.#places.get(key);
    if (speaker === undefined) {
      speaker = this.#freePlace();
      this.#blend(shares, speaker);
      this.#version += 1;
    }
    this.#places.delete(key);
    this.#places.set(key, speaker);
    return { speaker, version: this.#version };
  }

  /** Has the blends loaded from a file, which is there for as long as that takes. */
  async load<Loaded>(load: (file: string) => Promise<Loaded>): Promise<Loaded> {
    const folder = await mkdtemp(path.join(tmpdir(), 'potoo-voices-'));
    try {
      const file = path.join(folder, 'voices.bin');
      await writeFile(file, new Uint8Array(this.#blended.buffer));
      return await load(file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #freePlace(): number {
    if (this.#places.size < this.#speakers) return this.#places.size;
    const [oldest] = this.#places;
    if (!oldest) return 0;
    this.#places.delete(oldest[0]);
    return oldest[1];
  }

  #blend(shares: readonly SpeakerShare[], place: number): void {
    const size = this.#voices.length / this.#speakers;
    const target = this.#blended.subarray(place * size, (place + 1) * size).fill(0);
    for (const { speaker, weight } of shares) {
      const voice = this.#voices.subarray(speaker * size, (speaker + 1) * size);
      for (let index = 0; index < size; index++) target[index] = (target[index] ?? 0) + weight * (voice[index] ?? 0);
    }
  }
}
