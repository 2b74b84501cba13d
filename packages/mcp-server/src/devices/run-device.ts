import { spawn } from 'node:child_process';
import { DeviceError } from '@potoo/core/errors';
import { type DeviceProgram, findProgram, WAV_VARIABLE } from './programs.ts';

/** How long a program that was asked to end may take, in milliseconds. */
const MOST_ENDING_MS = 3_000;
const COMPLAINT_CHARACTERS = 500;

/** When a device program ends before it does so by itself. */
export interface DeviceRun {
  /** Aborts the run; the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Milliseconds after which it is told to end, which is then no failure. @default It ends by itself. */
  readonly endAfterMs?: number;
}

/**
 * Runs the first program of a list that is here, with a WAV file.
 * @throws {DeviceError} If there is none, or it fails.
 */
export async function runDevice(programs: readonly DeviceProgram[], file: string, run: DeviceRun): Promise<void> {
  const found = await findProgram(programs);
  const names = [...new Set(programs.map(({ name }) => name))].join(', ');
  if (!found) throw device(`None of ${names} is here.`, 'dependency_missing', 'Install one of them.');
  const { signal, endAfterMs } = run;
  signal.throwIfAborted();
  // Its own pipes: standard output belongs to the protocol.
  const child = spawn(found.file, found.program.arguments(file), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, [WAV_VARIABLE]: file },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_CHARACTERS);
  });
  let told = false;
  const end = () => {
    told = true;
    // As Ctrl-C does, so that it finishes the file.
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), MOST_ENDING_MS).unref();
  };
  const timer = endAfterMs === undefined ? undefined : setTimeout(end, endAfterMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    if (code === 0 || told) return;
    throw device(
      `${found.program.name} failed: ${complaint.trim().split('\n').at(-1) ?? ''}`,
      undefined,
      'Look whether the device is there and free.',
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function device(message: string, reason: string | undefined, hint: string): DeviceError {
  return new DeviceError(message, { reason, hint });
}
