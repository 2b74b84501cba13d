import * as Constants from 'node-av/constants';
import {
  type CodecContext,
  Dictionary,
  FormatContext,
  IOContext,
  type Packet,
  Rational,
  type Stream,
} from 'node-av/lib';
import type { LibavFormat } from './libav-codecs.ts';
import { check } from './libav-encoder.ts';

const IO_BUFFER_BYTES = 4096;

/** Packs packets into a container: into a file, whose header is completed at the end, or into bytes that leave at once. */
export class LibavMuxer implements AsyncDisposable {
  readonly #context = new FormatContext();
  readonly #io: IOContext | undefined;
  readonly #options: Readonly<Record<string, string>>;
  #written: Uint8Array[] = [];
  #stream: Stream | undefined;
  #timeBase: Rational | undefined;

  /** @param path - File to write. @default None: see {@link LibavMuxer.take}. */
  constructor(
    format: LibavFormat,
    { path, comment }: { readonly path?: string | undefined; readonly comment?: string | undefined },
  ) {
    this.#options = format.muxerOptions;
    // As a URL, so that no name of a file can be read as one of FFmpeg's protocols.
    check(
      this.#context.allocOutputContext2(null, format.muxer, path === undefined ? null : `file:${path}`),
      'open the container',
    );
    if (comment !== undefined) this.#context.metadata = Dictionary.fromObject({ comment });
    if (path !== undefined) {
      check(this.#context.openOutputSync(), 'create the file');
      return;
    }
    this.#io = new IOContext();
    this.#io.allocContextWithCallbacks(IO_BUFFER_BYTES, 1, null, (bytes) => {
      this.#written.push(new Uint8Array(bytes));
      return bytes.length;
    });
    this.#context.pb = this.#io;
    this.#context.setFlags(Constants.AVFMT_FLAG_CUSTOM_IO, Constants.AVFMT_FLAG_FLUSH_PACKETS);
  }

  /** Whether the container keeps the codec's header. */
  get wantsGlobalHeader(): boolean {
    return this.#context.oformat?.hasFlags(Constants.AVFMT_GLOBALHEADER) ?? false;
  }

  /** Writes the container's header. */
  async start(codec: CodecContext): Promise<void> {
    this.#stream = this.#context.newStream();
    this.#timeBase = new Rational(1, codec.sampleRate);
    this.#stream.timeBase = this.#timeBase;
    check(codec.parametersFromContext(this.#stream.codecpar), 'describe the stream');
    const options = Dictionary.fromObject({ ...this.#options });
    check(
      this.#io ? await this.#context.writeHeader(options) : this.#context.writeHeaderSync(options),
      'write the header',
    );
  }

  /** Writes a packet, whose times are in the codec's frames. */
  async write(packet: Packet): Promise<void> {
    if (!this.#stream || !this.#timeBase) throw new TypeError('The container has not been started.');
    packet.streamIndex = 0;
    packet.rescaleTs(this.#timeBase, this.#stream.timeBase);
    check(this.#io ? await this.#context.writeFrame(packet) : this.#context.writeFrameSync(packet), 'write a packet');
  }

  /** Writes what comes at the end, and completes the header of a file. */
  async finish(): Promise<void> {
    check(this.#io ? await this.#context.writeTrailer() : this.#context.writeTrailerSync(), 'complete the file');
  }

  /** The bytes written since the last call, joined; empty for a file. */
  take(): Uint8Array {
    const written = this.#written;
    this.#written = [];
    return Buffer.concat(written);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#io) {
      this.#context.pb = null;
      this.#io.freeContext();
    } else {
      this.#context.closeOutputSync();
    }
    this.#context.freeContext();
  }
}
