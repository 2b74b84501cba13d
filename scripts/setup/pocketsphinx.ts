import path from 'node:path';
import { anyExists, entriesOf } from './on-disk.ts';
import type { SystemTool } from './system-tool.ts';

const PREFIXES = ['/usr', '/usr/local', '/opt/homebrew'];

function hasLibrary(): boolean {
  const multiarch = entriesOf('/usr/lib').filter((folder) => folder.includes('-linux-'));
  return [...PREFIXES.map((prefix) => path.join(prefix, 'lib')), ...multiarch]
    .flatMap(entriesOf)
    .some((file) => /^libpocketsphinx(\.\d+)*\.(so|dylib)(\.\d+)*$/.test(path.basename(file)));
}

// Who names a model has one of their own; whether it serves is for `potoo doctor` to say.
function hasModel(): boolean {
  if (process.env['POTOO_POCKETSPHINX_MODEL']) return true;
  return anyExists(PREFIXES.map((prefix) => path.join(prefix, 'share/pocketsphinx/model/en-us/en-us/mdef')));
}

/** The offline recogniser of English: its library and the en-us model. */
export const pocketsphinx: SystemTool = {
  name: 'pocketsphinx',
  without: 'nothing turns speech into text offline',
  remedy:
    'install the library and its en-us model (Debian: pocketsphinx pocketsphinx-en-us; Homebrew: cmu-pocketsphinx)',
  packagesOn: () => ['pocketsphinx', 'pocketsphinx-en-us'],
  isInstalled: () => hasLibrary() && hasModel(),
};
