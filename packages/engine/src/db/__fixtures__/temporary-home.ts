import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCluster } from '../embedded/create-cluster.ts';

const PGLITE = createRequire(import.meta.url).resolve('@electric-sql/pglite');
const { version } = JSON.parse(readFileSync(path.join(PGLITE, '../../package.json'), 'utf8'));
/** Made once for all test files and all runs; what opens it copies it. */
const TEMPLATE = path.join(tmpdir(), `potoo-test-cluster-${version}-${process.getuid?.() ?? 0}`);

/** A data directory for a test, with the files of an empty database, which would take seconds to make. */
export async function temporaryHome(): Promise<{ readonly path: string; remove(): void }> {
  if (!existsSync(TEMPLATE)) await makeTemplate();
  const home = mkdtempSync(path.join(tmpdir(), 'potoo-home-'));
  cpSync(TEMPLATE, path.join(home, 'database'), { recursive: true });
  return { path: home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

async function makeTemplate(): Promise<void> {
  const part = mkdtempSync(`${TEMPLATE}-`);
  try {
    await createCluster(path.join(part, 'database'), undefined);
    renameSync(path.join(part, 'database'), TEMPLATE);
  } catch (error) {
    // Another test file may have made it meanwhile.
    if (!existsSync(TEMPLATE)) throw error;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
