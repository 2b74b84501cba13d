/**
 * Checks that THIRD_PARTY_NOTICES.md names every runtime dependency of the published packages.
 * With `--write` it also refreshes the list of what those bring with them, from package-lock.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from './source-files.ts';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

type Lock = Record<string, LockedPackage>;

const NOTICES = path.join(ROOT, 'THIRD_PARTY_NOTICES.md');
const START = '<!-- written by `node scripts/third-party.ts --write` -->';
const END = '<!-- end -->';

// These name MIT in their manifests and hold a GPL build of FFmpeg: the notices speak of them by themselves.
const GPL_BUILDS = '@seydx/node-av-<system>';

// Read in the licence file of a package whose manifest names none.
const UNNAMED = new Map([['@shinyoshiaki/jspack', 'BSD-3-Clause']]);

function readLock(): Lock {
  const lock: { packages: Lock } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  return lock.packages;
}

function dependenciesOf(entry: LockedPackage | undefined): string[] {
  return Object.keys({ ...entry?.dependencies, ...entry?.optionalDependencies });
}

/** Finds a dependency as Node does: in the nearest `node_modules` on the way up. */
function locate(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = path.posix.dirname(folder)) {
    const location = path.posix.join(folder, 'node_modules', name);
    if (lock[location] !== undefined) return location;
    if (folder === '.') return undefined;
  }
}

function collect(lock: Lock, from: string, found: Set<string>): void {
  for (const name of dependenciesOf(lock[from])) {
    const location = locate(lock, from, name);
    if (location === undefined || lock[location]?.link === true || found.has(location)) continue;
    found.add(location);
    collect(lock, location, found);
  }
}

/** Shortens `@koromix/koffi-linux-x64` and its siblings, one per system, to one name. */
function familyOf(location: string): string {
  const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return name.replace(/-(android|darwin|freebsd|linux|openbsd|win32)-.*$/, '-<system>');
}

function listing(lock: Lock, locations: readonly string[], direct: ReadonlySet<string>): string {
  const licences = new Map<string, Set<string>>();
  for (const location of locations) {
    const family = familyOf(location);
    if (direct.has(family) || family === GPL_BUILDS) continue;
    const licence = lock[location]?.license ?? UNNAMED.get(family) ?? 'see its licence file';
    licences.set(licence, (licences.get(licence) ?? new Set()).add(family));
  }
  const sorted = [...licences].sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([licence, names]) => `- **${licence}**: ${[...names].sort().join(', ')}`).join('\n');
}

const lock = readLock();
const packages = Object.keys(lock).filter((location) => /^packages\/[^/]+$/.test(location));
const direct = new Set(packages.flatMap((location) => dependenciesOf(lock[location])));
let notices = readFileSync(NOTICES, 'utf8');

if (process.argv.includes('--write')) {
  const found = new Set<string>();
  for (const location of packages) collect(lock, location, found);
  const [before = '', rest = ''] = notices.split(START);
  notices = `${before}${START}\n\n${listing(lock, [...found], direct)}\n\n${END}${rest.split(END)[1] ?? ''}`;
  writeFileSync(NOTICES, notices);
}

const missing = [...direct].filter((name) => !name.startsWith('@potoo/') && !notices.includes(`| \`${name}\``));
for (const name of missing) console.error(`THIRD_PARTY_NOTICES.md does not name ${name}`);
if (missing.length > 0) process.exitCode = 1;
