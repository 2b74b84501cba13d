import { AudioOutput } from '../../audio/audio-output.ts';
import { encodeWav } from '../../audio/encode-wav.ts';
import type { SpeechEvent, SpeechStream } from '../../contract/speech.ts';
import { StreamTruncatedError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError } from '../as-potoo-error.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import { PcmPlayback } from './pcm-playback.ts';
import type { Playback, PlaybackEvents } from './playback.ts';

/** Peaks that are kept for each second. */
const PEAKS_PER_SECOND = 50;

/** What a {@link PcmTrack} is made of. */
export interface PcmTrackInit {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * Uncompressed audio that may still be arriving: it can be played, searched and drawn as far as it has come.
 * Kept as 16-bit PCM: a minute at 24 kHz takes 2.9 MB.
 */
export class PcmTrack {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly #listeners = new Set<() => void>();
  #values = new Int16Array(0);
  #length = 0;
  #peaks: number[] = [];
  #peaked = 0;
  /** First byte of a value whose second has not come yet. */
  #half: number | undefined;
  #ended = false;
  #error: PotooError | undefined;

  constructor({ sampleRate, channels }: PcmTrackInit) {
    this.sampleRate = sampleRate;
    this.channels = channels;
  }

  /**
   * Makes a track of a stream of speech in the format `pcm`, as soon as the stream tells its rate. The stream is read on in
   * the background.
   * @param signal - Stops the reading.
   */
  static async from(stream: SpeechStream, signal?: AbortSignal): Promise<PcmTrack> {
    const events = stream[Symbol.asyncIterator]();
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await events.next();
      if (done) throw new StreamTruncatedError('The speech ended before it began.');
      if (value.type !== 'start') continue;
      const track = new PcmTrack(value);
      void track.#follow(events, signal);
      return track;
    }
  }

  /** Frames that have come so far. */
  get frames(): number {
    return Math.floor(this.#length / this.channels);
  }

  /** Seconds that have come so far. */
  get duration(): number {
    return this.frames / this.sampleRate;
  }

  /** Whether all of it has come, or no more will. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Why no more will come, where that is not its end. */
  get error(): PotooError | undefined {
    return this.#error;
  }

  /** Calls a listener when there is more, and at the end. Returns what takes it off again. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Adds 16-bit little-endian PCM, interleaved. It may be cut anywhere, also within a value. */
  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const whole = this.#half === undefined ? bytes : Uint8Array.of(this.#half, ...bytes);
    const values = whole.length >> 1;
    this.#half = whole.length % 2 === 1 ? whole.at(-1) : undefined;
    this.#reserve(this.#length + values);
    const view = new DataView(whole.buffer, whole.byteOffset);
    for (let index = 0; index < values; index += 1) {
      this.#values[this.#length + index] = view.getInt16(index * 2, true);
    }
    this.#length += values;
    this.#findPeaks();
    this.#tell();
  }

  /** Says that all of it has come; with an error, that no more will. */
  end(error?: PotooError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#findPeaks();
    this.#tell();
  }

  /** Frames from a place on, one array per channel; fewer than asked for where no more have come. */
  read(from: number, count: number): Float32Array<ArrayBuffer>[] {
    const frames = Math.max(0, Math.min(count, this.frames - from));
    return Array.from({ length: this.channels }, (_, channel) => {
      const output = new Float32Array(frames);
      for (let frame = 0; frame < frames; frame += 1) {
        output[frame] = (this.#values[(from + frame) * this.channels + channel] ?? 0) / 0x80_00;
      }
      return output;
    });
  }

  /** Loudest value of each 20 ms so far, 0 to 1. */
  get peaks(): readonly number[] {
    return this.#peaks;
  }

  /** Makes what plays it. @internal */
  open(loudspeaker: Loudspeaker, events: PlaybackEvents): Playback {
    return new PcmPlayback(this, loudspeaker, events);
  }

  /** What has come so far, as a WAV file. */
  toAudio(): AudioOutput {
    const { sampleRate, channels, duration } = this;
    const values = this.#values.subarray(0, this.frames * channels);
    return new AudioOutput(encodeWav(values, sampleRate, channels), { format: 'wav', duration, sampleRate, channels });
  }

  async #follow(events: AsyncIterator<SpeechEvent>, signal?: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await events.next();
        signal?.throwIfAborted();
        if (done) break;
        if (value.type === 'audio') this.append(value.data);
      }
      this.end();
    } catch (error) {
      this.end(asPotooError(error));
      void events.return?.();
    }
  }

  #reserve(length: number): void {
    if (length <= this.#values.length) return;
    const grown = new Int16Array(Math.max(length, this.#values.length * 2, this.sampleRate * this.channels));
    grown.set(this.#values.subarray(0, this.#length));
    this.#values = grown;
  }

  #findPeaks(): void {
    const step = Math.round(this.sampleRate / PEAKS_PER_SECOND) * this.channels;
    const end = this.#ended ? this.#length : this.#length - (this.#length % step);
    if (this.#peaked >= end) return;
    const found: number[] = [];
    for (; this.#peaked < end; this.#peaked += step) {
      let peak = 0;
      for (let index = this.#peaked; index < Math.min(this.#peaked + step, end); index += 1) {
        peak = Math.max(peak, Math.abs(this.#values[index] ?? 0));
      }
      found.push(peak / 0x80_00);
    }
    this.#peaks = [...this.#peaks, ...found];
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
