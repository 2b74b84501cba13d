import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AudioInput } from '@potoo/core';
import { BadRequestError, FileTooLargeError, InternalError } from '@potoo/core/errors';

/** Where audio goes and how much of it is taken. */
export interface SpoolOptions {
  /** Folder for the private file; made when it does not exist. */
  readonly directory: string;
  /** Most bytes of encoded audio. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Audio as a file on disk. Dispose of it to remove the file; a caller's own file is left where it is. */
export interface SpooledAudio extends AsyncDisposable {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Puts any audio input into a private file, a piece at a time, so that its size never counts as memory. A path is used
 * in place.
 * @throws {FileTooLargeError} When there are more than `maxBytes`.
 * @throws {BadRequestError} Reason `missing_file` for a path that is no readable file or a URL that gives nothing;
 *   `invalid_parameter` for anything that is no audio input, or a URL that is neither `http:` nor `https:`.
 * @throws {InternalError} Reason `disk_full` (status 507).
 */
export async function spoolAudio(input: AudioInput, options: SpoolOptions): Promise<SpooledAudio> {
  options.signal?.throwIfAborted();
  if (isPathInput(input)) return await useInPlace(input.path, options.maxBytes);
  const path = join(options.directory, `potoo-${randomUUID()}.audio`);
  await mkdir(options.directory, { recursive: true });
  try {
    const bytes = await writeAll(await readableOf(input, options), path, options);
    return { path, bytes, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
  } catch (error) {
    await rm(path, { force: true });
    throw options.signal?.aborted ? options.signal.reason : error;
  }
}

function isPathInput(input: AudioInput): input is { readonly path: string } {
  return typeof input === 'object' && input !== null && 'path' in input && typeof input.path === 'string';
}

async function useInPlace(path: string, maxBytes: number): Promise<SpooledAudio> {
  const missing = (why: string, cause?: unknown) =>
    new BadRequestError(`The audio file ${JSON.stringify(path)} ${why}.`, {
      reason: 'missing_file',
      hint: 'Give the path of a file that exists and may be read.',
      cause,
    });
  const facts = await stat(path).catch((cause: unknown) => {
    throw missing('does not exist', cause);
  });
  // A pipe or a device would never end, or block for ever.
  if (!facts.isFile()) throw missing('is not a regular file');
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw missing('may not be read', cause);
  });
  if (facts.size > maxBytes) throw tooLarge(maxBytes);
  return { path, bytes: facts.size, [Symbol.asyncDispose]: async () => {} };
}

async function readableOf(
  input: Exclude<AudioInput, { readonly path: string }>,
  options: SpoolOptions,
): Promise<ReadableStream<Uint8Array>> {
  if (input instanceof ReadableStream) return input;
  if (input instanceof Blob) {
    if (input.size > options.maxBytes) throw tooLarge(options.maxBytes);
    return input.stream();
  }
  if (input instanceof ArrayBuffer) return streamOf(new Uint8Array(input));
  if (input instanceof Uint8Array) return streamOf(input);
  if (input instanceof URL) return await fetchAudio(input, options);
  throw new BadRequestError('The audio is none of Blob, ArrayBuffer, Uint8Array, ReadableStream, URL and { path }.', {
    reason: 'invalid_parameter',
    param: 'audio',
    hint: 'Pass the bytes of an audio file, or { path } to name a file.',
  });
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function fetchAudio(url: URL, { maxBytes, signal }: SpoolOptions): Promise<ReadableStream<Uint8Array>> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new BadRequestError(`Audio cannot be fetched from a ${url.protocol} address.`, {
      reason: 'invalid_parameter',
      param: 'audio',
      hint: 'Use an http: or https: address, or { path } for a file.',
    });
  }
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: unknown) => {
    throw unfetched(url, 'there is no connection', cause);
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw unfetched(url, `the answer is ${response.status}`);
  }
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body.cancel();
    throw tooLarge(maxBytes);
  }
  return response.body;
}

function unfetched({ origin, pathname }: URL, why: string, cause?: unknown): BadRequestError {
  // Without the query, which can hold a secret.
  return new BadRequestError(`The audio at ${origin}${pathname} could not be fetched: ${why}.`, {
    reason: 'missing_file',
    hint: 'Check that the address gives an audio file.',
    cause,
  });
}

async function writeAll(stream: ReadableStream<Uint8Array>, path: string, options: SpoolOptions): Promise<number> {
  await using file = await open(path, 'wx', 0o600);
  const reader = stream.getReader();
  // Also ends the wait for a source that sends nothing.
  const stop = () => void reader.cancel(options.signal?.reason).catch(() => {});
  options.signal?.addEventListener('abort', stop, { once: true });
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      options.signal?.throwIfAborted();
      if (done) return bytes;
      bytes += value.byteLength;
      if (bytes > options.maxBytes) throw tooLarge(options.maxBytes);
      await writeWhole(file, value);
    }
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    reader.releaseLock();
  }
}

/** Writes all bytes at the end of a file. @throws {InternalError} Reason `disk_full`. */
export async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset).catch((error: unknown) => {
      throw isDiskFull(error) ? diskFull(error) : error;
    });
    offset += bytesWritten;
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function diskFull(cause: unknown): InternalError {
  return new InternalError('There is no room on the disk for the audio.', {
    reason: 'disk_full',
    status: 507,
    hint: 'Free some space in the folder for temporary files, or set another folder.',
    cause,
  });
}

function tooLarge(maxBytes: number): FileTooLargeError {
  return new FileTooLargeError(`The audio file is larger than the limit of ${maxBytes} bytes.`, {
    hint: 'Send a smaller file: a compressed format, one channel, or a shorter recording.',
    details: { max_bytes: maxBytes },
  });
}
