import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PotooError } from '@potoo/core/errors';
import type { InstalledFile } from '../installation.ts';
import { FileHashes, hashFile } from './file-hashes.ts';
import { fellSilent, notServed, SILENCE_MS, storeError, wrongContent } from './store-errors.ts';
import type { WantedFile } from './wanted-file.ts';

const FIRST_PAUSE_MS = 500;
const MOST_ATTEMPTS = 5;

/** What fetching a file is told. */
export interface FetchFileOptions {
  readonly signal: AbortSignal;
  /** Told of bytes that are there: those of an earlier run first. Negative when they have to come again. */
  readonly onBytes: (count: number) => void;
  /** @default 500, doubling with each attempt */
  readonly pauseMs?: number | undefined;
  /** A connection that says nothing for so long is taken for cut. @default {@link SILENCE_MS} */
  readonly silenceMs?: number | undefined;
}

/**
 * Fetches a file into a folder. It is written to a `.part`, which an interrupted run leaves for the next one to go on with,
 * and gets its name when its checksums hold. A connection that breaks is taken up where it broke, five times at most.
 * @throws {PotooError} `checksum_mismatch` (nothing is kept), `download_failed`, `disk_full`.
 */
export async function fetchFile(file: WantedFile, folder: string, options: FetchFileOptions): Promise<InstalledFile> {
  const target = path.join(folder, ...file.path.split('/'));
  const part = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  // Whole already, from an earlier run: it is checked like any other.
  if ((await sizeOf(target)) > 0) await rename(target, part);
  options.onBytes(await sizeOf(part));
  for (let attempt = 1; ; attempt++) {
    const before = await sizeOf(part);
    try {
      const bytes = await append(file, part, options);
      return await settle(file, part, target, { bytes, signal: options.signal });
    } catch (error) {
      options.signal.throwIfAborted();
      const mapped = storeError(error);
      if (!(PotooError.isInstance(mapped) && mapped.reason === 'download_failed')) {
        const after = await sizeOf(part);
        await rm(part, { force: true });
        // What was kept from an earlier run may be of another file: the whole is fetched once more.
        if (before === 0 || attempt > 1 || !isMismatch(mapped)) throw mapped;
        options.onBytes(-after);
        continue;
      }
      if (!mapped.retryable || attempt >= MOST_ATTEMPTS) throw mapped;
      await delay((options.pauseMs ?? FIRST_PAUSE_MS) * 2 ** (attempt - 1), undefined, { signal: options.signal });
    }
  }
}

/** Writes what is missing of the file. @returns Its bytes. */
async function append(file: WantedFile, part: string, options: FetchFileOptions): Promise<number> {
  const { signal, onBytes, silenceMs = SILENCE_MS } = options;
  const kept = await sizeOf(part);
  if (file.bytes !== undefined && kept === file.bytes) return kept;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  const both = AbortSignal.any([signal, silence.signal]);
  try {
    const { body, from, bytes } = await file.open(kept, both);
    const expected = file.bytes ?? bytes;
    await using output = await open(part, from > 0 ? 'r+' : 'w');
    if (from < kept) onBytes(from - kept);
    let at = from;
    for await (const chunk of body) {
      timer.refresh();
      both.throwIfAborted();
      await writeAll(output, chunk, at);
      at += chunk.length;
      onBytes(chunk.length);
      if (expected !== undefined && at > expected) throw wrongContent(file.name, `it is longer than ${expected} bytes`);
    }
    if (expected !== undefined && at < expected) {
      throw notServed(file.name, `the connection ended after ${at} of ${expected} bytes`, { retryable: true });
    }
    return at;
  } catch (error) {
    signal.throwIfAborted();
    if (silence.signal.aborted) {
      throw fellSilent(file.name, silenceMs, error);
    }
    if (isConnectionError(error)) {
      throw notServed(file.name, `the connection broke (${reasonOf(error)})`, { retryable: true, cause: error });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A disk that is almost full takes a part, and says so with the next one. */
async function writeAll(output: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    done += (await output.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
  }
}

/** Checks a whole file and gives it its name. */
async function settle(
  file: WantedFile,
  part: string,
  target: string,
  { bytes, signal }: { readonly bytes: number; readonly signal: AbortSignal },
): Promise<InstalledFile> {
  const hashes = new FileHashes(file.checksums, bytes);
  await hashFile(part, hashes, signal);
  const { sha256, wrong } = hashes.digest(file.checksums);
  if (wrong !== undefined) throw wrongContent(file.name, wrong);
  await rename(part, target);
  return { path: file.path, bytes, sha256 };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

function isMismatch(error: unknown): boolean {
  return PotooError.isInstance(error) && error.reason === 'checksum_mismatch';
}

/** What fetch and its streams throw when a connection fails: a TypeError, with the system's error as its cause. */
function isConnectionError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError && (error.message === 'terminated' || error.message === 'fetch failed')) return true;
  return 'code' in error && typeof error.code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|UND_ERR)/.test(error.code);
}

function reasonOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? cause.message : error.message;
}
