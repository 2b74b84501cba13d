import { type FileHandle, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ForbiddenError, InternalError, NotFoundError, type PotooError } from '@potoo/core/errors';
import { MovedError, type OpenFolder, openFile, openFolder } from './confined-open.ts';
import { ignoring, systemCode } from './file-errors.ts';
import { mediaTypeOf } from './media-types.ts';
import type { OutputName } from './output-name.ts';
import { parseRelativeName } from './path-rules.ts';
import { writeUnderFreeName } from './write-under-free-name.ts';

/** A file in the output folder. */
export interface StoredFile {
  /** Absolute. */
  readonly path: string;
  /** `potoo://outputs/…`. */
  readonly uri: string;
  /** Name with extension, without folders. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** A stored file that is open for reading. The caller closes the handle. */
export interface OpenedOutput {
  readonly handle: FileHandle;
  readonly file: StoredFile;
}

/** The one folder that results are written to. It is made when the first one is. */
export interface OutputFolder {
  /** Where it is, without links. @throws {ForbiddenError} If it cannot be made. */
  root(): Promise<string>;
  /**
   * Writes a file whole, under the name or, when that is taken, the name with a number. What exists is never replaced,
   * and no part of a file is ever seen under its name.
   */
  store(
    content: Uint8Array | string,
    name: OutputName & { readonly extension: string },
    signal?: AbortSignal,
  ): Promise<StoredFile>;
  /**
   * Opens the file of a `potoo://outputs/…` address.
   * @throws {NotFoundError} If there is none.
   */
  open(uri: string): Promise<OpenedOutput>;
  /** The files at the top of the folder, the newest first. */
  list(most: number): Promise<StoredFile[]>;
}

/** What the addresses of outputs begin with. */
export const OUTPUTS = 'potoo://outputs/';

/** Makes the output folder at a path. Nothing is touched before it is used. */
export function createOutputFolder(path: string): OutputFolder {
  let ready: Promise<string> | undefined;
  const root = () => {
    ready ??= prepare(path).catch((error: unknown) => {
      // Asked again next time: the user may have made room or given the right meanwhile.
      ready = undefined;
      throw notWritable(path, error);
    });
    return ready;
  };

  const store: OutputFolder['store'] = async (content, { folders, stem, extension }, signal) => {
    const base = await root();
    try {
      const folder = await makeFolders(base, folders);
      try {
        const name = await writeUnderFreeName(folder, content, stem, extension, signal);
        const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
        return storedFile(base, [...folders, name], bytes);
      } finally {
        await folder.close();
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw notWritable(join(base, ...folders), error);
    }
  };

  const openOutput: OutputFolder['open'] = async (uri) => {
    const names = namesOf(uri);
    const base = await root();
    const handle = await openFile(base, names).catch((cause: unknown) => {
      throw noSuchOutput(uri, cause);
    });
    const facts = await handle.stat();
    if (facts.isFile()) return { handle, file: storedFile(base, names, facts.size) };
    await handle.close();
    throw noSuchOutput(uri);
  };

  const list: OutputFolder['list'] = async (most) => {
    const base = await root();
    const entries = await readdir(base, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    const facts = await Promise.all(
      files.map(async ({ name }) => {
        const found = await stat(join(base, name)).catch(() => undefined);
        return found ? [{ file: storedFile(base, [name], found.size), at: found.mtimeMs }] : [];
      }),
    );
    const newest = facts.flat().sort((a, b) => b.at - a.at || a.file.name.localeCompare(b.file.name));
    return newest.slice(0, most).map(({ file }) => file);
  };

  return { root, store, open: openOutput, list };
}

async function prepare(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return realpath(path);
}

async function makeFolders(root: string, names: readonly string[]): Promise<OpenFolder> {
  for (const [depth, name] of names.entries()) {
    const parent = await openFolder(root, names.slice(0, depth));
    try {
      await mkdir(parent.pathOf(name)).catch(ignoring('EEXIST'));
    } finally {
      await parent.close();
    }
  }
  return openFolder(root, names);
}

function storedFile(root: string, names: readonly string[], bytes: number): StoredFile {
  const name = names.at(-1) ?? '';
  return {
    path: join(root, ...names),
    uri: `${OUTPUTS}${encodeURIComponent(names.join('/'))}`,
    name,
    mediaType: mediaTypeOf(name),
    bytes,
  };
}

function namesOf(uri: string): string[] {
  try {
    return parseRelativeName(decodeURIComponent(uri.slice(OUTPUTS.length)), 'uri');
  } catch (cause) {
    throw noSuchOutput(uri, cause);
  }
}

function noSuchOutput(uri: string, cause?: unknown): PotooError {
  return new NotFoundError(`There is no result at ${uri.slice(0, 200)}.`, {
    reason: 'file_not_found',
    param: 'uri',
    hint: 'Use the uri of an earlier result as it was given; resources/list shows the newest.',
    cause,
  });
}

function notWritable(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const hint = 'Make room, or choose another folder with POTOO_MCP_OUTPUT or --output.';
    return new InternalError(`There is no room left in ${path}.`, {
      reason: 'disk_full',
      retryable: false,
      hint,
      cause: error,
    });
  }
  if (code === undefined && !(error instanceof MovedError)) return error;
  return new ForbiddenError(`Nothing can be written to ${path}${code === undefined ? '' : ` (${code})`}.`, {
    reason: 'output_not_writable',
    hint: 'Choose a folder that can be written to with POTOO_MCP_OUTPUT or --output; folders in it must not be links.',
    cause: error,
  });
}
