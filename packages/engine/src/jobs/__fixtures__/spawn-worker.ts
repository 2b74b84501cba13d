import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

/** A worker in a process of its own. */
export interface WorkerProcess {
  /** Resolves when it takes jobs. */
  readonly ready: Promise<void>;
  readonly child: ChildProcess;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** Starts a worker that hums. @param wordMs - How long a word takes. */
export function spawnWorker(
  database: string,
  results: string,
  { capacity = 4, wordMs = 0 }: { capacity?: number; wordMs?: number } = {},
): WorkerProcess {
  const args = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', SCRIPT];
  const child = spawn(process.execPath, [...args, database, results, String(capacity), String(wordMs)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (text) => {
    told += text;
  });
  const exited = once(child, 'exit');
  return {
    child,
    ready: Promise.race([
      once(child.stdout, 'data').then(() => {}),
      exited.then(([code]) => Promise.reject(new Error(`The worker ended with ${code}: ${told}`))),
    ]),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
