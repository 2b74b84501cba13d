import { spawnSync } from 'node:child_process';
import { createEngine } from '@potoo/engine';

/** Whether a program can be started. */
export function hasProgram(name: string, ...versionArguments: readonly string[]): boolean {
  return spawnSync(name, versionArguments, { stdio: 'ignore' }).error === undefined;
}

/** Why nothing can be heard here, or `undefined`. */
export async function pocketsphinxMissing(): Promise<string | undefined> {
  await using engine = createEngine();
  const { features } = await engine.capabilities();
  return features.includes('transcribe') ? undefined : 'pocketsphinx is not installed';
}
