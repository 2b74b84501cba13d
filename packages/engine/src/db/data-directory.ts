import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder for what outlives a process, where none is named: `POTOO_DATA`, else the place that the system has for it.
 * @param env - Variables of the environment.
 */
export function defaultDataDirectory(env: Readonly<Record<string, string | undefined>>): string {
  if (env['POTOO_DATA']) return path.resolve(env['POTOO_DATA']);
  const home = homedir();
  switch (process.platform) {
    case 'win32':
      return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'potoo');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'potoo');
    default:
      return path.join(env['XDG_DATA_HOME'] || path.join(home, '.local', 'share'), 'potoo');
  }
}
