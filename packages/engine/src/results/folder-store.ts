import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ResultStore } from './contract.ts';
import { bounded, diskFull, resultNotFound, storeFailed } from './store-errors.ts';

const MIB = 1024 * 1024;
/** How many bytes are written between two looks at the room that is left. */
const LOOK_EVERY_BYTES = 4 * MIB;

/**
 * Keeps files in a folder: of this machine, or one that several machines have mounted. A share of the disk is left free,
 * as a database beside it stops when it cannot write.
 */
export function createFolderStore(folder: string): ResultStore {
  const root = path.resolve(folder);
  const fileOf = (key: string) => path.join(root, key.slice(0, 2), key);
  return {
    description: root,

    async put(key, content, { maxBytes = Number.POSITIVE_INFINITY, signal }) {
      const file = fileOf(key);
      const part = `${file}.part`;
      try {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        const bytes = await writePart(part, bounded(content, maxBytes), signal);
        await rename(part, file);
        await syncFolder(path.dirname(file));
        return bytes;
      } catch (error) {
        await rm(part, { force: true }).catch(() => {});
        signal?.throwIfAborted();
        throw storeFailed(error);
      }
    },

    async get(key, { range, signal } = {}) {
      const handle = await openForReading(fileOf(key));
      const stream = handle.createReadStream({
        highWaterMark: 256 * 1024,
        ...(range && { start: range.first, end: range.last }),
        ...(signal && { signal }),
      });
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
    },

    async remove(key) {
      try {
        await Promise.all([fileOf(key), `${fileOf(key)}.part`].map((file) => rm(file, { force: true })));
      } catch (error) {
        throw storeFailed(error);
      }
    },

    async check() {
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await assertRoom(root);
      } catch (error) {
        throw storeFailed(error);
      }
    },
  };
}

async function writePart(
  part: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<number> {
  await assertRoom(path.dirname(part));
  await using file = await open(part, 'w', 0o600);
  let bytes = 0;
  let looked = 0;
  for await (const chunk of content) {
    signal?.throwIfAborted();
    await writeWhole(file, chunk);
    bytes += chunk.byteLength;
    if (bytes - looked < LOOK_EVERY_BYTES) continue;
    looked = bytes;
    await assertRoom(path.dirname(part));
  }
  await file.sync();
  return bytes;
}

async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    offset += (await file.write(chunk, offset)).bytesWritten;
  }
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw resultNotFound();
    throw storeFailed(error);
  }
}

/** Leaves a twentieth of the disk, at least 16 MiB and at most 512 MiB. @throws {InternalError} `disk_full`. */
async function assertRoom(folder: string): Promise<void> {
  const { bavail, bsize, blocks } = await statfs(folder);
  const reserve = Math.min(512 * MIB, Math.max(16 * MIB, (blocks * bsize) / 20));
  if (bavail * bsize < reserve) throw diskFull();
}

/** Makes the new name of a file outlast a power cut. Windows has no such thing, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
