/**
 * Adds to package-lock.json the builds for other systems that npm left out.
 *
 * Some registries hold a package without all of its builds. `npm install` then leaves those out of the lock file without
 * a word, and `npm ci` refuses the lock file. Each left-out build is pinned by the package that wants it, so that its
 * entry is known, but for the checksum. Run this after adding a dependency when `npm ci` says "Missing: … from lock file".
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './source-files.ts';

interface LockedPackage {
  version?: string;
  cpu?: string[];
  dev?: boolean;
  libc?: string[];
  optional?: boolean;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

const LOCKFILE = path.join(ROOT, 'package-lock.json');
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Reads which machines a build is for from its name, such as `@biomejs/cli-linux-x64-musl`. */
function machinesOf(name: string): Pick<LockedPackage, 'cpu' | 'libc' | 'os'> | undefined {
  const build = name
    .slice(name.indexOf('/') + 1)
    .replace('windows', 'win32')
    .replace(/-64$/, '-x64');
  const parts = build.split('-');
  const os = SYSTEMS.find((system) => parts.includes(system));
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  if (os === undefined || cpu === undefined) return undefined;
  if (os !== 'linux') return { cpu: [cpu], os: [os] };
  return { cpu: [cpu], libc: [parts.some((part) => part.startsWith('musl')) ? 'musl' : 'glibc'], os: [os] };
}

const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
let added = 0;
for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const machines = machinesOf(name);
    const isThere = Object.keys(lock.packages).some((location) => location.endsWith(`node_modules/${name}`));
    if (isThere || machines === undefined || !/^\d/.test(version)) continue;
    const { cpu, libc, os } = machines;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu }),
      ...(dev && { dev }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(LOCKFILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} builds added`);
