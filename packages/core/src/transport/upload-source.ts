import type { AudioInput } from '../audio/audio-input.ts';
import { BadRequestError, UnreachableError, UnsupportedError } from '../errors/errors.ts';
import { chunksOf } from './byte-streams.ts';

/** Audio of a caller that is ready to be sent. */
export interface UploadSource {
  /** Name of the file, where the input has one. */
  readonly fileName: string | undefined;
  /** Whether it can be read a second time. */
  readonly replayable: boolean;
  /** The audio itself, where all of it is at hand. */
  readonly whole: Blob | Uint8Array<ArrayBuffer> | undefined;
  /** Reads it, a chunk at a time. */
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Bytes per chunk that are cut from bytes in memory. */
const CHUNK_BYTES = 64 * 1024;

/** Bytes per chunk that are read from a file. */
const FILE_CHUNK_BYTES = 16 * 1024;

/**
 * Makes any audio input ready to be sent, without reading it.
 * @param fetcher - Fetches the audio of a `URL`; it is given no credentials.
 * @param param - Name of the field, for errors.
 * @throws {BadRequestError} If it is no audio input, or there is no such file.
 * @throws {UnsupportedError} For a path where there is no file system.
 */
export async function toUploadSource(input: AudioInput, fetcher: typeof fetch, param: string): Promise<UploadSource> {
  if (input instanceof Blob) return blobSource(input);
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input));
  if (ArrayBuffer.isView(input)) return bytesSource(toPlainBytes(input));
  if (input instanceof ReadableStream) return streamSource(input);
  if (input instanceof URL) {
    return input.protocol === 'file:' ? fileSource(input, param) : urlSource(input, fetcher, param);
  }
  if (typeof input === 'object' && input !== null && typeof input.path === 'string') {
    return fileSource(input.path, param);
  }
  throw new BadRequestError(`\`${param}\` is not audio in any form that can be sent.`, {
    reason: 'missing_file',
    param,
    hint: 'Give a Blob, an ArrayBuffer, a Uint8Array, a ReadableStream of bytes, a URL or { path }.',
  });
}

function blobSource(blob: Blob): UploadSource {
  const fileName = 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined;
  return { fileName, replayable: true, whole: blob, open: () => chunksOf(blob.stream()) };
}

function bytesSource(bytes: Uint8Array<ArrayBuffer>): UploadSource {
  return {
    fileName: undefined,
    replayable: true,
    whole: bytes,
    async *open() {
      for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
        yield bytes.subarray(start, start + CHUNK_BYTES);
      }
    },
  };
}

function streamSource(stream: ReadableStream<Uint8Array>): UploadSource {
  return { fileName: undefined, replayable: false, whole: undefined, open: () => chunksOf(stream) };
}

async function fileSource(path: string | URL, param: string): Promise<UploadSource> {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs');
  if (!fs) {
    throw new UnsupportedError('Audio cannot be read from a path here: there is no file system.', {
      reason: 'feature_not_supported',
      param,
      hint: 'Give the file as a Blob, for example from an <input type="file">.',
    });
  }
  const stats = await fs.promises.stat(path).catch(() => undefined);
  if (!stats?.isFile()) {
    throw new BadRequestError(stats ? 'The path leads to no file.' : 'There is no file at that path.', {
      reason: 'missing_file',
      param,
      hint: 'Check the path; a relative one starts at the current directory of the process.',
    });
  }
  return {
    fileName: typeof path === 'string' ? path.split(/[/\\]/).at(-1) : decodeName(path.pathname.split('/').at(-1)),
    replayable: true,
    whole: undefined,
    // Small chunks: a runtime frees the memory of large ones too late to keep an upload small.
    open: (signal) => fs.createReadStream(path, { signal, highWaterMark: FILE_CHUNK_BYTES }),
  };
}

function urlSource(url: URL, fetcher: typeof fetch, param: string): UploadSource {
  return {
    fileName: decodeName(url.pathname.split('/').at(-1)),
    replayable: true,
    whole: undefined,
    async *open(signal) {
      let response: Response;
      try {
        response = await fetcher(url, { signal });
      } catch (cause) {
        signal.throwIfAborted();
        throw new UnreachableError('The audio could not be fetched from its address.', { param, cause });
      }
      if (!response.ok || !response.body) {
        throw new BadRequestError(`The address of the audio answered with status ${response.status}.`, {
          reason: 'missing_file',
          param,
          hint: 'Check that the address can be fetched without credentials.',
        });
      }
      yield* chunksOf(response.body);
    },
  };
}

function decodeName(name: string | undefined): string | undefined {
  try {
    return name ? decodeURIComponent(name) : undefined;
  } catch {
    return name;
  }
}

/** The same bytes where they may be sent; shared memory may change under way, so it is copied. */
function toPlainBytes(view: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return view.buffer instanceof ArrayBuffer
    ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    : Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}
