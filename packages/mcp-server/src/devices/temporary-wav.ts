import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lends the path of a WAV file that goes when it is done with. */
export async function withTemporaryWav<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'potoo-device-'));
  try {
    return await use(join(folder, 'audio.wav'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
