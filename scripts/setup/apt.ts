import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { entriesOf, onPath } from './on-disk.ts';

const UPDATE_LIMIT_MS = 120_000;
const INSTALL_LIMIT_MS = 300_000;
const OPTIONS = [
  '-o',
  'DPkg::Lock::Timeout=30',
  '-o',
  'Acquire::Retries=1',
  '-o',
  'Acquire::http::Timeout=20',
  '-o',
  'Acquire::https::Timeout=20',
];

/** Names the Debian-like distribution that this process may install packages on, if it is on one. */
export function aptDistribution(): string | undefined {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return undefined;
  try {
    return /^ID="?([a-z]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'debian';
  } catch {
    return undefined;
  }
}

function aptGet(args: readonly string[], limitMs: number): string | undefined {
  const { status, stderr, error } = spawnSync('apt-get', [...OPTIONS, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limitMs,
  });
  if (status === 0) return undefined;
  const lastLine = stderr?.trim().split('\n').at(-1);
  return error?.message ?? (lastLine || `apt-get ended with status ${status}`);
}

/** Installs packages with apt, and refreshes its lists at most once, only when it has to. */
export class Apt {
  #refreshed = false;

  /** Installs packages. Returns why it could not, or `undefined` when it did. */
  install(packages: readonly string[]): string | undefined {
    if (!entriesOf('/var/lib/apt/lists').some((file) => file.includes('_Packages'))) this.#refresh();
    const first = this.#install(packages);
    if (first === undefined || this.#refreshed) return first;
    // Lists that are old name versions the mirror has dropped.
    this.#refresh();
    return this.#install(packages);
  }

  #install(packages: readonly string[]): string | undefined {
    return aptGet(['install', '--yes', '--no-install-recommends', ...packages], INSTALL_LIMIT_MS);
  }

  #refresh(): void {
    this.#refreshed = true;
    // A failure shows in the install that follows.
    aptGet(['update'], UPDATE_LIMIT_MS);
  }
}
