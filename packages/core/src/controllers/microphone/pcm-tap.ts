import { DeviceError, UnsupportedError } from '../../errors/errors.ts';
import { deferred } from '../deferred.ts';
import type { MicrophoneLease } from './microphone.ts';

/** How long the audio thread may take for its last frames. */
const END_LIMIT_MS = 500;

/** What a {@link PcmTap} hands on: one array per channel, all of one length, in [-1, 1]. */
export type PcmListener = (channels: readonly Float32Array<ArrayBuffer>[]) => void;

/** Hears every frame of an open microphone, through a worklet in a file of its own. */
export class PcmTap {
  readonly #node: AudioWorkletNode;
  readonly #source: AudioNode;
  readonly #ended = deferred();
  #hears = false;

  private constructor(lease: MicrophoneLease, listener: PcmListener) {
    this.#source = lease.source;
    this.#node = new AudioWorkletNode(lease.context, 'potoo-capture', { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>[] | 'ended'>) => {
      if (data === 'ended') this.#ended.resolve();
      else listener(data);
    };
  }

  /**
   * Sets a tap; it hears nothing before {@link resume}.
   * @param workletUrl - Where `capture-worklet.js` lies, where a bundler does not find it by itself.
   * @throws {UnsupportedError} `no-audioworklet`.
   * @throws {DeviceError} `worklet_unavailable`, if the file cannot be loaded.
   */
  static async open(lease: MicrophoneLease, listener: PcmListener, workletUrl?: string | URL): Promise<PcmTap> {
    const { context } = lease;
    if (!context.audioWorklet || typeof AudioWorkletNode === 'undefined') {
      throw new UnsupportedError('This browser cannot record uncompressed audio.', {
        reason: 'no-audioworklet',
        hint: 'Record in the format `compressed`, or use a current browser.',
      });
    }
    const url = workletUrl ?? new URL('./capture-worklet.js', import.meta.url);
    try {
      await context.audioWorklet.addModule(url);
    } catch (cause) {
      throw new DeviceError(`The file that records could not be loaded from ${url}.`, {
        reason: 'worklet_unavailable',
        hint: "Serve '@potoo/core/capture-worklet' from the page's own origin, and give its address as `workletUrl`.",
        cause,
      });
    }
    return new PcmTap(lease, listener);
  }

  resume(): void {
    if (!this.#hears) this.#source.connect(this.#node);
    this.#hears = true;
  }

  pause(): void {
    if (!this.#hears) return;
    this.#hears = false;
    try {
      this.#source.disconnect(this.#node);
    } catch {
      // A microphone that is gone has taken everything off it already.
    }
  }

  /** Hands on the last frames, and lets go. */
  async end(): Promise<void> {
    this.pause();
    this.#node.port.postMessage('end');
    const limit = setTimeout(this.#ended.resolve, END_LIMIT_MS);
    await this.#ended.promise;
    clearTimeout(limit);
    this.#node.port.onmessage = null;
  }
}
