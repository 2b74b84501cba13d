import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Checksum } from './wanted-file.ts';

/** Hashes a file as it is written: its SHA-256, and the other checksums that were asked for. */
export class FileHashes {
  readonly #sha256 = createHash('sha256');
  readonly #git: Hash | undefined;

  /** @param bytes - Size of the whole file; needed for `git-sha1`, which begins with it. */
  constructor(checksums: readonly Checksum[], bytes: number | undefined) {
    const wantsGit = bytes !== undefined && checksums.some(({ algorithm }) => algorithm === 'git-sha1');
    this.#git = wantsGit ? createHash('sha1').update(`blob ${bytes}\0`) : undefined;
  }

  update(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#git?.update(chunk);
  }

  /** Ends both. The first checksum that does not hold is `wrong`. */
  digest(checksums: readonly Checksum[]): { readonly sha256: string; readonly wrong?: string } {
    const sha256 = this.#sha256.digest('hex');
    const git = this.#git?.digest('hex');
    for (const { algorithm, hex } of checksums) {
      const own = algorithm === 'sha256' ? sha256 : git;
      if (own !== undefined && own !== hex) return { sha256, wrong: `its ${algorithm} is ${own}, not ${hex}` };
    }
    return { sha256 };
  }
}

/** Reads what is already there of a file into its hashes. */
export async function hashFile(file: string, hashes: FileHashes, signal?: AbortSignal): Promise<void> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) })) {
    hashes.update(chunk);
  }
}

/** The SHA-256 of a file. */
export async function sha256Of(file: string, signal?: AbortSignal): Promise<string> {
  const hashes = new FileHashes([], undefined);
  await hashFile(file, hashes, signal);
  return hashes.digest([]).sha256;
}
