import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { siblingModule } from './module-url.ts';

/**
 * What a host may know of its parent's environment: where programs, libraries and temporary files are, and how to write
 * text and time. Keys and tokens stay behind, and so does `NODE_OPTIONS`.
 */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
  // Windows does not start a process without some of these.
  'APPDATA',
  'LOCALAPPDATA',
  'PATHEXT',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'WINDIR',
];

/** On POSIX a host leads its own process group: Ctrl-C on a terminal does not reach it, and one signal ends its children too. */
const LEADS_GROUP = process.platform !== 'win32';

/** Blocks of audio lie outside of the heap: a young generation of 12 MB does, where 96 MB would fill up with what is done with. */
const HOST_OPTIONS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];

/** Starts a host process. Its standard output leads nowhere; the module it is to load comes as its first message. */
export function launchHost(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  return fork(siblingModule(import.meta.url, './host-process'), [String(process.pid)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    detached: LEADS_GROUP,
    windowsHide: true,
    env: environment(),
    // Given, not inherited: two processes cannot listen on one inspector port.
    execArgv: [...(fromSource ? ['--conditions=potoo-source'] : []), ...HOST_OPTIONS],
  });
}

/** Ends a host and whatever it started, at once. Does nothing when they are gone. */
export function killHost(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (LEADS_GROUP) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // Gone already, or so young that it does not lead its group yet.
    child.kill('SIGKILL');
  }
}

function environment(): NodeJS.ProcessEnv {
  const entries = PASSED_ON.map((name) => [name, process.env[name]] as const);
  // Compiled code that this process keeps between runs is as good for its hosts.
  entries.push(['NODE_COMPILE_CACHE', getCompileCacheDir()]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
