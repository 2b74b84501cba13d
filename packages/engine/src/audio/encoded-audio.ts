import { randomUUID } from 'node:crypto';
import { closeSync, openSync, read, readSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AudioBytes } from '@potoo/core/audio';
import { writeWhole } from './spool.ts';

/** What is longer goes to the disk: half an hour of speech as mp3 does not, ten minutes of music as WAV do. */
const MOST_IN_MEMORY = 16 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

const readAt = promisify(read);
const unused = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/**
 * Takes a stream of encoded audio: into memory, or into a file without a name when it is long. Such a file is gone when
 * nobody has the audio any more, or when the process ends.
 * @param directory - Folder for the file; made when it does not exist.
 * @param mostInMemory - Bytes.
 * @throws {InternalError} Reason `disk_full` (status 507).
 */
export async function keepEncoded(
  parts: AsyncIterable<Uint8Array>,
  directory: string,
  mostInMemory = MOST_IN_MEMORY,
): Promise<Uint8Array<ArrayBuffer> | AudioBytes> {
  const gathered: Uint8Array[] = [];
  let length = 0;
  const source = parts[Symbol.asyncIterator]();
  for (let next = await source.next(); !next.done; next = await source.next()) {
    gathered.push(next.value);
    length += next.value.length;
    if (length > mostInMemory) return await writeFile(gathered, source, directory);
  }
  return joined(gathered, length);
}

/** Writes what has been gathered, which is let go of, and the rest. */
async function writeFile(
  gathered: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  directory: string,
): Promise<AudioBytes> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `potoo-${randomUUID()}.encoded`);
  try {
    await using file = await open(path, 'wx', 0o600);
    let length = 0;
    const write = async (part: Uint8Array) => {
      await writeWhole(file, part);
      length += part.length;
    };
    for (const part of gathered.splice(0)) await write(part);
    for (let next = await rest.next(); !next.done; next = await rest.next()) await write(next.value);
    return new NamelessFile(openSync(path, 'r'), length);
  } catch (error) {
    await rest.return?.();
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** A file that has been removed and is still open: its room on the disk is given back when it is closed. */
class NamelessFile implements AudioBytes {
  readonly byteLength: number;
  readonly #descriptor: number;

  constructor(descriptor: number, byteLength: number) {
    this.#descriptor = descriptor;
    this.byteLength = byteLength;
    unused.register(this, descriptor);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.byteLength);
    for (let offset = 0; offset < bytes.length; ) {
      const count = readSync(this.#descriptor, bytes, offset, Math.min(CHUNK_BYTES, bytes.length - offset), offset);
      if (count === 0) throw new RangeError('A file of encoded audio was cut short.');
      offset += count;
    }
    return bytes;
  }

  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let position = 0;
    // The stream refers to the file, which therefore stays open for as long as it is read.
    const pull = async (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, this.byteLength - position));
      const { bytesRead } = await readAt(this.#descriptor, chunk, 0, chunk.length, position);
      position += bytesRead;
      if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
      if (bytesRead === 0 || position >= this.byteLength) controller.close();
    };
    return new ReadableStream({ pull }, { highWaterMark: 0 });
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
