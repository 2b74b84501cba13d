import type { SpeechEvent } from '@potoo/core';
import { audioTokens } from './audio-tokens.ts';
import { sealWav } from './seal-wav.ts';

/** The plain header of a WAV file. */
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/** A 16-bit WAV file as it comes, and how much sound there is in it by now. */
export class GatheredWav {
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;
  #bytesPerSecond = Number.POSITIVE_INFINITY;

  /** Audio tokens so far; never falls. */
  get tokens(): number {
    return audioTokens(Math.max(0, this.#bytes - HEADER_BYTES) / this.#bytesPerSecond);
  }

  /** Takes what an event brings; most bring nothing. */
  add(event: SpeechEvent): void {
    if (event.type === 'start') this.#bytesPerSecond = event.sampleRate * event.channels * BYTES_PER_SAMPLE;
    if (event.type !== 'audio') return;
    this.#chunks.push(event.data);
    this.#bytes += event.data.byteLength;
  }

  /** The whole file, with its true length in its header. */
  file(): Uint8Array {
    return sealWav(Buffer.concat(this.#chunks));
  }
}
