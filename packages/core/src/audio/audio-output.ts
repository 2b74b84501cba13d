import { BadRequestError, DeviceError, UnsupportedError } from '../errors/errors.ts';
import { PotooError } from '../errors/potoo-error.ts';
import { AUDIO_FORMATS, type AudioFormat } from './formats.ts';

/** Facts about finished audio. */
export interface AudioOutputInit {
  readonly format: AudioFormat;
  /** Seconds. */
  readonly duration: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
}

/** The bytes of audio that is not in memory. */
export interface AudioBytes {
  readonly byteLength: number;
  /** Reads them all. */
  bytes(): Uint8Array<ArrayBuffer>;
  /** Reads them a piece at a time, from the start, as often as it is called. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/**
 * A finished audio file: in memory, where the bytes are shared and not copied (do not write to them); or, where it is long and
 * was made by an engine in this process, on disk. `stream()` and `save()` then read it a piece at a time, and `bytes()`
 * and `blob()` as a whole.
 */
export class AudioOutput {
  readonly format: AudioFormat;
  /** Seconds. */
  readonly duration: number;
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly #content: Uint8Array<ArrayBuffer> | AudioBytes;

  constructor(content: Uint8Array<ArrayBuffer> | AudioBytes, init: AudioOutputInit) {
    this.#content = content;
    this.format = init.format;
    this.duration = init.duration;
    this.sampleRate = init.sampleRate;
    this.channels = init.channels;
  }

  /** Value of `Content-Type` for these bytes. */
  get contentType(): string {
    return AUDIO_FORMATS[this.format].contentType;
  }

  /** Length of the file. */
  get byteLength(): number {
    return this.#content.byteLength;
  }

  /** The whole file. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#content instanceof Uint8Array ? this.#content : this.#content.bytes();
  }

  /** The whole file, with its media type. */
  blob(): Blob {
    return new Blob([this.bytes()], { type: this.contentType });
  }

  /** The file as a stream, from the start; as often as it is called. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.#content instanceof Uint8Array ? this.blob().stream() : this.#content.stream();
  }

  /**
   * Writes the file to disk (Node, Deno, Bun). A file that exists is replaced, and never half written.
   * @throws {UnsupportedError} Where there is no file system, as in a browser: use {@link AudioOutput.blob} there.
   * @throws {BadRequestError} `file_not_usable`, if no such file can be written.
   */
  async save(path: string): Promise<void> {
    const fs = globalThis.process?.getBuiltinModule?.('node:fs/promises');
    if (!fs) {
      throw new UnsupportedError('AudioOutput.save() needs a file system, and there is none here.', {
        hint: 'In a browser, use blob() with a download link.',
      });
    }
    const partial = `${path}.${crypto.randomUUID()}.part`;
    try {
      await fs.writeFile(partial, this.#content instanceof Uint8Array ? this.#content : this.#content.stream());
      await fs.rename(partial, path);
    } catch (error) {
      await fs.rm(partial, { force: true }).catch(() => {});
      if (!(error instanceof Error && 'code' in error) || PotooError.isInstance(error)) throw error;
      throw new BadRequestError(`The audio cannot be saved as ${path} (${error.code}).`, {
        reason: 'file_not_usable',
        hint: 'Name a file in a folder that exists and may be written to.',
        cause: error,
      });
    }
  }

  /**
   * Plays the audio to its end (browsers).
   * @param options - `signal` stops it.
   * @throws {UnsupportedError} Where there is no `Audio` element, as on Node.
   * @throws {DeviceError} If the browser refuses: without a click before, or a format that it does not know.
   */
  async play(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    if (typeof Audio === 'undefined') {
      throw new UnsupportedError('AudioOutput.play() needs a browser, and there is none here.', {
        hint: 'On Node, save() the audio and open it in a player, or use `potoo say --play`.',
      });
    }
    const { signal } = options;
    signal?.throwIfAborted();
    const url = URL.createObjectURL(this.blob());
    const element = new Audio(url);
    let stop = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        stop = () => reject(signal?.reason);
        signal?.addEventListener('abort', stop, { once: true });
        element.addEventListener('ended', () => resolve(), { once: true });
        element.addEventListener('error', () => reject(cannotPlay(element.error)), { once: true });
        element.play().catch((cause: unknown) => reject(cannotPlay(cause)));
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      element.pause();
      URL.revokeObjectURL(url);
    }
  }
}

function cannotPlay(cause: unknown): DeviceError {
  return new DeviceError('The browser cannot play the audio.', {
    reason: cause instanceof DOMException ? cause.name : undefined,
    hint: 'Play from a click or key press, and in a format that the browser knows: mp3 and wav always are.',
    cause,
  });
}
