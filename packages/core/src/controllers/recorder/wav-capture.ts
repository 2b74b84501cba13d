import { encodeWav, toInt16 } from '../../audio/encode-wav.ts';
import { StreamResampler } from '../../audio/stream-resampler.ts';
import type { MicrophoneLease } from '../microphone/microphone.ts';
import { PcmTap } from '../microphone/pcm-tap.ts';
import type { Capture, RecordedFile } from './recording.ts';

/** How WAV is recorded. */
export interface WavCaptureOptions {
  /** Hertz. @default The context's own. */
  readonly sampleRate?: number | undefined;
  readonly workletUrl?: string | URL | undefined;
  /** Seconds after which no more is taken. */
  readonly maxDuration: number;
  /** Told when those are full. */
  readonly onFull: () => void;
}

/** Records WAV, sample for sample, first channel. */
export class WavCapture implements Capture {
  readonly #pieces: Int16Array<ArrayBuffer>[] = [];
  readonly #sampleRate: number;
  readonly #most: number;
  readonly #onFull: () => void;
  readonly #resampler: StreamResampler | undefined;
  #tap: PcmTap | undefined;
  #frames = 0;

  private constructor(contextRate: number, { sampleRate = contextRate, maxDuration, onFull }: WavCaptureOptions) {
    this.#sampleRate = sampleRate;
    this.#most = Math.round(maxDuration * sampleRate);
    this.#onFull = onFull;
    if (sampleRate !== contextRate) this.#resampler = new StreamResampler(contextRate, sampleRate);
  }

  /** Begins. @throws {PotooError} See {@link PcmTap.open}. */
  static async start(lease: MicrophoneLease, options: WavCaptureOptions, signal: AbortSignal): Promise<WavCapture> {
    const capture = new WavCapture(lease.context.sampleRate, options);
    const tap = await PcmTap.open(lease, ([frames]) => frames && capture.#take(frames), options.workletUrl);
    signal.throwIfAborted();
    capture.#tap = tap;
    tap.resume();
    return capture;
  }

  get elapsed(): number {
    return this.#frames / this.#sampleRate;
  }

  pause(): void {
    this.#tap?.pause();
  }

  resume(): void {
    this.#tap?.resume();
  }

  async finish(): Promise<RecordedFile> {
    await this.#tap?.end();
    if (this.#resampler) this.#keep(this.#resampler.flush());
    const values = new Int16Array(this.#frames);
    let at = 0;
    for (const piece of this.#pieces) {
      values.set(piece, at);
      at += piece.length;
    }
    const sampleRate = this.#sampleRate;
    const blob = new Blob([encodeWav(values, sampleRate, 1)], { type: 'audio/wav' });
    return { blob, mimeType: blob.type, duration: this.elapsed, sampleRate, channels: 1 };
  }

  cancel(): void {
    void this.#tap?.end();
  }

  #take(frames: Float32Array): void {
    this.#keep(this.#resampler ? this.#resampler.push(frames) : frames);
  }

  #keep(frames: Float32Array): void {
    const room = this.#most - this.#frames;
    if (room <= 0) return;
    const piece = Int16Array.from(frames.subarray(0, room), toInt16);
    this.#pieces.push(piece);
    this.#frames += piece.length;
    if (this.#frames >= this.#most) this.#onFull();
  }
}
