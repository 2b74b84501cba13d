import { StreamResampler } from '../../audio/stream-resampler.ts';
import type { Microphone, MicrophoneLease } from '../microphone/microphone.ts';
import { PcmTap } from '../microphone/pcm-tap.ts';
import { type TurnOptions, UtteranceCutter, type UtteranceListener } from './utterance-cutter.ts';

/** Rate that recognisers work at, hertz: more would only be sent. */
const RATE = 16_000;

/** How a microphone is listened to. */
export interface ListenerOptions extends TurnOptions {
  readonly microphone: Microphone;
  readonly workletUrl?: string | URL | undefined;
  readonly signal: AbortSignal;
}

/** Listens to a microphone and cuts what it hears into utterances. */
export class Listener {
  /** Aborts when the microphone, or what tells voices from other sound, is gone. */
  readonly gone: AbortSignal;
  readonly #lease: MicrophoneLease;
  readonly #tap: PcmTap;
  readonly #cutter: UtteranceCutter;
  #muted = false;

  private constructor(lease: MicrophoneLease, tap: PcmTap, cutter: UtteranceCutter, gone: AbortSignal) {
    this.gone = gone;
    this.#lease = lease;
    this.#tap = tap;
    this.#cutter = cutter;
  }

  /** Opens the microphone and begins. @throws {PotooError} Why it cannot be opened. */
  static async start(options: ListenerOptions, heard: UtteranceListener): Promise<Listener> {
    const lease = await options.microphone.acquire(options.signal);
    const { silence, detector, signal } = options;
    const over = new AbortController();
    // Given up while the tap is still being set, the microphone goes off at once.
    signal.addEventListener('abort', lease.release, { once: true });
    try {
      signal.throwIfAborted();
      const failed = (error: unknown) => over.abort(error);
      const cutting = { sampleRate: RATE, silence, detector, signal: AbortSignal.any([signal, lease.gone]) };
      const cutter = new UtteranceCutter({ ...heard, failed }, cutting);
      const resampler = new StreamResampler(lease.context.sampleRate, RATE);
      const hear = ([frames]: readonly Float32Array[]) => frames && cutter.push(resampler.push(frames));
      const tap = await PcmTap.open(lease, hear, options.workletUrl);
      signal.throwIfAborted();
      tap.resume();
      return new Listener(lease, tap, cutter, AbortSignal.any([lease.gone, over.signal]));
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  /** The utterance under way. */
  get cutter(): UtteranceCutter {
    return this.#cutter;
  }

  /** Hears nothing for a while; the microphone stays open. */
  setMuted(muted: boolean): void {
    if (muted === this.#muted) return;
    this.#muted = muted;
    if (!muted) {
      this.#tap.resume();
      return;
    }
    this.#tap.pause();
    this.#cutter.flush();
  }

  /** Ends; with `isWhole` the utterance under way is handed out first. */
  async stop(isWhole: boolean): Promise<void> {
    await this.#tap.end();
    if (isWhole) this.#cutter.flush();
    this.#lease.release();
  }

  /** Ends at once. */
  cancel(): void {
    this.#lease.release();
    void this.#tap.end();
  }
}
