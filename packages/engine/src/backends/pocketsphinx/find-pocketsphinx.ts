import { access, constants, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { ModelFiles } from './pocketsphinx-model.ts';

/** What of PocketSphinx is on this machine. */
export interface FoundPocketsphinx {
  readonly model: ModelFiles | undefined;
  /** The two shared libraries of 5prealpha, where the package `koffi` is there to call them. */
  readonly library: LibraryFiles | undefined;
  /** `pocketsphinx_batch`. */
  readonly program: string | undefined;
}

/** The shared libraries, by path. */
export interface LibraryFiles {
  readonly pocketsphinx: string;
  readonly sphinxbase: string;
}

/** What to do when it is missing. */
export const INSTALL_POCKETSPHINX =
  'On Debian or Ubuntu: apt install pocketsphinx pocketsphinx-en-us. Elsewhere install PocketSphinx and set POTOO_POCKETSPHINX_MODEL to its folder model/en-us.';

const PREFIXES = ['/usr', '/usr/local', '/opt/homebrew', '/home/linuxbrew/.linuxbrew'];
/** Version 3 of the interface is 5prealpha, which Debian and Ubuntu ship. */
const LIBRARY_SUFFIXES = ['.so.3', '.3.dylib'];

/** Looks for model, library and program; runs nothing. */
export async function findPocketsphinx(environment: NodeJS.ProcessEnv = process.env): Promise<FoundPocketsphinx> {
  const [model, library, program] = await Promise.all([
    findModel(environment['POTOO_POCKETSPHINX_MODEL']),
    findLibrary(),
    findProgram('pocketsphinx_batch', environment['PATH'] ?? ''),
  ]);
  return { model, library, program };
}

async function findModel(stated: string | undefined): Promise<ModelFiles | undefined> {
  // A folder that the user named is the only one that counts: any other would be a surprise.
  const folders = stated ? [stated] : PREFIXES.map((prefix) => join(prefix, 'share/pocketsphinx/model/en-us'));
  return first(folders, async (folder) => {
    const model: ModelFiles = {
      acoustic: join(folder, 'en-us'),
      language: join(folder, 'en-us.lm.bin'),
      dictionary: join(folder, 'cmudict-en-us.dict'),
    };
    const files = [join(model.acoustic, 'mdef'), model.language, model.dictionary];
    const areThere = await Promise.all(files.map((file) => isReadable(file)));
    return areThere.every(Boolean) ? model : undefined;
  });
}

async function findLibrary(): Promise<LibraryFiles | undefined> {
  try {
    createRequire(import.meta.url).resolve('koffi');
  } catch {
    return undefined;
  }
  const pocketsphinx = await findSharedLibrary('libpocketsphinx');
  const sphinxbase = await findSharedLibrary('libsphinxbase');
  return pocketsphinx && sphinxbase ? { pocketsphinx, sphinxbase } : undefined;
}

async function findSharedLibrary(name: string): Promise<string | undefined> {
  const plain = PREFIXES.flatMap((prefix) => [join(prefix, 'lib'), join(prefix, 'lib64')]);
  // Debian keeps libraries in a folder per architecture, such as x86_64-linux-gnu.
  const perArchitecture = (await readdir('/usr/lib').catch(() => [])).filter((entry) => entry.includes('-linux-'));
  const folders = [...perArchitecture.map((entry) => join('/usr/lib', entry)), ...plain];
  const paths = folders.flatMap((folder) => LIBRARY_SUFFIXES.map((suffix) => join(folder, name + suffix)));
  return first(paths, async (path) => ((await isReadable(path)) ? path : undefined));
}

async function findProgram(name: string, searchPath: string): Promise<string | undefined> {
  const paths = searchPath
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  return first(paths, async (path) => ((await isReadable(path, constants.X_OK)) ? path : undefined));
}

async function isReadable(path: string, mode = constants.R_OK): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

async function first<Item, Found>(
  items: readonly Item[],
  look: (item: Item) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  for (const item of items) {
    const found = await look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
