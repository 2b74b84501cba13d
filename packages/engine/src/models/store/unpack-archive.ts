import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PotooError } from '@potoo/core/errors';
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from 'modern-tar';
import unbzip2 from 'unbzip2-stream';
import type { InstalledFile } from '../installation.ts';
import { sha256Of } from './file-hashes.ts';
import { badArchive, storeError } from './store-errors.ts';

/** What to take out of an archive. */
export interface Unpacking {
  /** Folder in the archive that holds the model. */
  readonly root: string;
  /** Paths below it; `folder/` takes everything below it. */
  readonly files: readonly string[];
  /** Most bytes that may come out: an archive of a few kilobytes can hold gigabytes. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Takes the wanted files out of a `.tar.bz2`, `.tar.gz` or `.tar`. Only regular files with plain relative paths are written:
 * an archive with a path that leads out of it, or with a link under a wanted name, is refused whole.
 * @param name - For messages.
 * @param folder - Empty; its caller removes it when this throws.
 * @throws {PotooError} `bad_archive`, `disk_full`.
 */
export async function unpackArchive(
  archive: string,
  name: string,
  folder: string,
  { root, files, maxBytes, signal }: Unpacking,
): Promise<InstalledFile[]> {
  const written: string[] = [];
  let bytes = 0;
  try {
    for await (const { header, body } of entriesOf(archive, signal)) {
      signal.throwIfAborted();
      const wanted = wantedPath(header, { root, files, name });
      if (wanted === undefined) {
        await body.cancel();
        continue;
      }
      bytes += header.size;
      if (bytes > maxBytes) throw badArchive(name, `it holds more than the ${maxBytes} bytes that it may`);
      const target = path.join(folder, ...wanted.split('/'));
      await mkdir(path.dirname(target), { recursive: true });
      await pipeline(body, createWriteStream(target, { flags: 'wx' }), { signal });
      written.push(wanted);
    }
  } catch (error) {
    signal.throwIfAborted();
    const mapped = storeError(error);
    if (PotooError.isInstance(mapped)) throw mapped;
    throw badArchive(name, error instanceof Error ? error.message : String(error), error);
  }
  const missing = files.find((file) => !written.some((path) => path === file || path.startsWith(file)));
  if (missing !== undefined) throw badArchive(name, `it has no ${root}/${missing}`);
  return await Promise.all(
    written.map(async (path_) => {
      const target = path.join(folder, ...path_.split('/'));
      return { path: path_, bytes: (await stat(target)).size, sha256: await sha256Of(target, signal) };
    }),
  );
}

async function* entriesOf(archive: string, signal: AbortSignal): AsyncGenerator<ParsedTarEntry> {
  const { readable, writable } = createTarDecoder();
  const packed = createReadStream(archive, { signal });
  const feeding = feed(unpacked(packed, archive), writable.getWriter());
  // Told by the reader, whose stream fails with it.
  feeding.catch(() => {});
  const reader = readable.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    await feeding;
  } finally {
    packed.destroy();
    await reader.cancel().catch(() => {});
  }
}

function unpacked(packed: Readable, archive: string): AsyncIterable<Uint8Array> {
  if (archive.endsWith('.gz') || archive.endsWith('.tgz')) return packed.pipe(createGunzip());
  if (!archive.endsWith('.bz2')) return packed;
  // The old kind of stream that the decompressor is cannot be iterated, and tells of its errors by events only.
  const plain = new PassThrough();
  const fail = (error: Error) => plain.destroy(error);
  packed.on('error', fail).pipe(unbzip2()).on('error', fail).pipe(plain);
  return plain;
}

async function feed(source: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of source) await writer.write(chunk);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}

/** Where an entry goes; `undefined` when it is none of the wanted files. @throws {PotooError} `bad_archive`. */
function wantedPath(
  { name: entry, type }: TarHeader,
  { root, files, name }: { readonly root: string; readonly files: readonly string[]; readonly name: string },
): string | undefined {
  const parts = entry.replace(/^(\.\/)+/, '').split('/');
  if (entry.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(entry) || parts.includes('..')) {
    throw badArchive(name, `its entry "${entry.slice(0, 80)}" leads out of it`);
  }
  const inside = parts.join('/');
  if (!inside.startsWith(`${root}/`)) return undefined;
  const relative = inside.slice(root.length + 1);
  const wanted = files.some((file) => (file.endsWith('/') ? relative.startsWith(file) : relative === file));
  if (!wanted || type === 'directory') return undefined;
  if (type !== 'file') throw badArchive(name, `its entry "${entry.slice(0, 80)}" is a ${type}, not a file`);
  return relative;
}
