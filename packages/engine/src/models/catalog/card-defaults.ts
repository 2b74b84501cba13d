import type { FileSource, ModelCard } from './card.ts';

const MEGABYTE = 1e6;

/** Bytes of so many megabytes. */
export function megabytes(count: number): number {
  return Math.round(count * MEGABYTE);
}

/** A voice model of the seed API's free class. */
export const FREE_VOICES = {
  type: 'tts',
  tier: 'free',
  creditsPer1kChars: 1,
  supportsCloning: false,
  supportsStreaming: true,
  aliases: [],
} as const satisfies Partial<ModelCard>;

/** A voice model of the seed API's standard class. */
export const STANDARD_VOICES = { ...FREE_VOICES, tier: 'standard', creditsPer1kChars: 2 } as const;

/** A voice model of the seed API's premium class: it clones. */
export const PREMIUM_VOICES = { ...FREE_VOICES, tier: 'premium', creditsPer1kChars: 4, supportsCloning: true } as const;

/** A model that is priced by the minute of audio. */
export const BY_MINUTE = {
  tier: 'standard',
  creditsPer1kChars: 0,
  supportsCloning: false,
  supportsStreaming: false,
  aliases: [],
  voices: [],
} as const satisfies Partial<ModelCard>;

const RELEASES = 'https://github.com/k2-fsa/sherpa-onnx/releases/download';

/** An archive among the releases of sherpa-onnx. They publish no checksums: the first pull locks what it got. */
export function release(group: string, name: string, files: string[]): FileSource {
  return { kind: 'archive', url: `${RELEASES}/${group}/${name}.tar.bz2`, sha256: null, root: name, files };
}

/** A single file among the releases of sherpa-onnx. */
export function releaseFile(group: string, name: string): FileSource {
  return { kind: 'file', url: `${RELEASES}/${group}/${name}`, sha256: null, path: name };
}

/** Files of a repository on the hub. Its newest revision is taken: the first pull locks which one that was. */
export function hub(repository: string, files: string[]): FileSource {
  return { kind: 'hub', repository, revision: null, files };
}
