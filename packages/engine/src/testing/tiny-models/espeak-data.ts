/** The files of eSpeak NG's data, out of the optional package that speaks with it; `undefined` where it is not installed. */
export async function espeakData(): Promise<Record<string, Uint8Array> | undefined> {
  const files: Record<string, Uint8Array> = {};
  const loaded: unknown = await import('@echogarden/espeak-ng-emscripten').then(
    ({ default: load }) => load(),
    () => undefined,
  );
  if (typeof loaded !== 'object' || loaded === null || !('FS' in loaded)) return undefined;
  const FS = loaded.FS as FileSystem;
  const walk = (folder: string, relative: string) => {
    for (const name of FS.readdir(folder)) {
      if (name === '.' || name === '..') continue;
      const [path, inside] = [`${folder}/${name}`, `${relative}${name}`];
      if (FS.isDir(FS.stat(path).mode)) walk(path, `${inside}/`);
      else if (isWanted(inside)) files[inside] = FS.readFile(path).slice();
    }
  };
  walk('/usr/share/espeak-ng-data', 'espeak-ng-data/');
  return files;
}

/** The part of Emscripten's file system that is used. */
interface FileSystem {
  readdir(path: string): string[];
  stat(path: string): { readonly mode: number };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
}

/** The phonemes, and English as it is spoken in America: there are hundreds of files for the others. */
function isWanted(path: string): boolean {
  return /\/(phon\w+|intonations|en_dict|en-US)$/.test(path);
}
