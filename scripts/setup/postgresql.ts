import path from 'node:path';
import { entriesOf, isExecutable, onPath } from './on-disk.ts';
import type { SystemTool } from './system-tool.ts';

// Debian keeps the server's programs off the PATH, one folder per version.
const FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/** The database that the tests of many servers on one store run against. */
export const postgresql: SystemTool = {
  name: 'PostgreSQL',
  without: 'the tests against PostgreSQL are skipped (the embedded store works)',
  remedy: 'install the PostgreSQL server, with `initdb` on the PATH',
  packagesOn: () => ['postgresql'],
  isInstalled: () =>
    onPath(['initdb']) || FOLDERS.flatMap(entriesOf).some((folder) => isExecutable(path.join(folder, 'bin/initdb'))),
};
