import { rmSync } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CliContext } from './cli-context.ts';
import { usageError } from './cli-errors.ts';
import { fileError } from './file-error.ts';
import { writeToReader } from './standard-output.ts';

/** Where bytes go. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Makes what was written final. Nothing may be written afterwards. */
  commit(): Promise<void>;
  /** Drops what was written, where that is possible. */
  discard(): Promise<void>;
}

/**
 * Runs work that writes files, all of which appear together when it is done. When it fails or is stopped, none does, and
 * files that were there before are as they were.
 */
export async function withOutputFiles<Result>(
  context: CliContext,
  work: (outputs: OutputFiles) => Promise<Result>,
): Promise<Result> {
  const outputs = new OutputFiles(context);
  try {
    const result = await work(outputs);
    await outputs.commit();
    return result;
  } catch (error) {
    await outputs.discard();
    throw error;
  }
}

/** The outputs of one command. Opened before any work, so that a folder that cannot be written to is told at once. */
export class OutputFiles {
  readonly #context: CliContext;
  readonly #sinks: ByteSink[] = [];
  readonly #targets = new Set<string>();

  constructor(context: CliContext) {
    this.#context = context;
  }

  /** @param target - A path, or `-` for standard output. */
  async open(target: string): Promise<ByteSink> {
    if (this.#targets.has(target)) {
      const name = target === '-' ? 'The standard output' : target;
      throw usageError(`${name} is asked for two outputs.`, 'Give each output its own file.');
    }
    this.#targets.add(target);
    return this.add(target === '-' ? standardOutputSink(this.#context) : await fileSink(target));
  }

  /** Makes a folder for outputs. Where the work fails, what was made of it goes again. */
  async makeFolder(path: string): Promise<void> {
    this.add(await folderSink(path));
  }

  /** Takes part in committing and discarding. */
  add(sink: ByteSink): ByteSink {
    this.#sinks.push(sink);
    return sink;
  }

  async commit(): Promise<void> {
    for (const sink of this.#sinks) await sink.commit();
  }

  async discard(): Promise<void> {
    for (const sink of this.#sinks.toReversed()) await sink.discard();
  }
}

function standardOutputSink(context: CliContext): ByteSink {
  return {
    write: (bytes) => writeToReader(context, bytes, { exitCodeWhenLeft: 1 }),
    commit: async () => {},
    discard: async () => {},
  };
}

async function fileSink(path: string): Promise<ByteSink> {
  try {
    const existing = await stat(path).catch(ignoreMissing);
    if (existing?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    // A device or a pipe is written to as it stands: renaming a file over /dev/null would replace it.
    if (existing && !existing.isFile()) return deviceSink(path, await open(path, 'w'));
    // The file behind a symbolic link is replaced, not the link.
    const target = existing ? await realpath(path) : path;
    const partial = `${target}.${process.pid}.part`;
    return new PartFileSink(path, target, partial, await open(partial, 'w', existing?.mode));
  } catch (error) {
    throw fileError(error, path);
  }
}

/** A folder, with those above it that are not there yet. Only what is empty is taken away again. */
async function folderSink(path: string): Promise<ByteSink> {
  const first = await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, path);
  });
  return {
    write: async () => {},
    commit: async () => {},
    async discard() {
      if (first === undefined) return;
      for (let folder = resolve(path); folder.length >= resolve(first).length; folder = dirname(folder)) {
        await rmdir(folder).catch(() => {});
      }
    },
  };
}

function deviceSink(path: string, handle: FileHandle): ByteSink {
  return {
    write: (bytes) => writeAll(handle, bytes, path),
    commit: () => handle.close(),
    discard: () => handle.close(),
  };
}

/** Writes beside the file and renames at the end, so that nobody ever sees half a file. */
class PartFileSink implements ByteSink {
  readonly #path: string;
  readonly #target: string;
  readonly #partial: string;
  readonly #handle: FileHandle;
  #finished = false;
  /** The last resort, for `process.exit` in the middle of the work. */
  readonly #onExit = () => rmSync(this.#partial, { force: true });

  constructor(path: string, target: string, partial: string, handle: FileHandle) {
    this.#path = path;
    this.#target = target;
    this.#partial = partial;
    this.#handle = handle;
    process.once('exit', this.#onExit);
  }

  write(bytes: Uint8Array): Promise<void> {
    return writeAll(this.#handle, bytes, this.#path);
  }

  async commit(): Promise<void> {
    try {
      await this.#handle.close();
      await rename(this.#partial, this.#target);
    } catch (error) {
      throw fileError(error, this.#path);
    }
    this.#finish();
  }

  async discard(): Promise<void> {
    if (this.#finished) return;
    await this.#handle.close().catch(() => {});
    this.#onExit();
    this.#finish();
  }

  #finish(): void {
    this.#finished = true;
    process.off('exit', this.#onExit);
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, path: string): Promise<void> {
  try {
    for (let offset = 0; offset < bytes.length; ) {
      offset += (await handle.write(bytes, offset)).bytesWritten;
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
