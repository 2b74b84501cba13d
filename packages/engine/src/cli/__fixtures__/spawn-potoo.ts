import { type ChildProcessWithoutNullStreams, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The arguments after `node` that run the command from its sources. */
export const POTOO = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', MAIN];

/** A real `potoo` process. */
export interface PotooProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: Buffer; readonly err: string }>;
  /** Resolves with all that was said when standard output or standard error has said this. */
  said(text: string): Promise<string>;
}

/** Starts `potoo` from its sources; it is killed when the test ends. */
export function spawnPotoo(argv: readonly string[], options: SpawnOptionsWithoutStdio = {}): PotooProcess {
  return follow(spawn(process.execPath, [...POTOO, ...argv], options));
}

/** Starts a shell script in which `"$@"` is `potoo`; both are killed when the test ends. */
export function spawnShell(script: string, options: SpawnOptionsWithoutStdio = {}): PotooProcess {
  return follow(spawn('bash', ['-c', script, 'bash', process.execPath, ...POTOO], { ...options, detached: true }));
}

/** Runs `potoo` to its end. */
export async function potoo(argv: readonly string[], input?: string | Buffer) {
  const { child, ended } = spawnPotoo(argv);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return ended;
}

function follow(child: ChildProcessWithoutNullStreams): PotooProcess {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stderr.on('data', (data: Buffer) => err.push(data));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const text = (parts: readonly Buffer[]) => Buffer.concat(parts).toString();
  return {
    child,
    ended: once(child, 'close').then(() => ({
      code: child.exitCode,
      stdout: Buffer.concat(out),
      err: text(err),
    })),
    said: async (wanted) => {
      while (!text(out).includes(wanted) && !text(err).includes(wanted)) {
        if (child.exitCode !== null) throw new TypeError(`it ended without saying "${wanted}": ${text(err)}`);
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'close')]);
      }
      return text(out) + text(err);
    },
  };
}
