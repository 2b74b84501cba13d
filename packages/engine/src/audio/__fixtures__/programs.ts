import { spawnSync } from 'node:child_process';

/** Tells whether a program is installed; says once, on standard error, when a test has to do without it. */
export function hasProgram(name: string, versionFlag = '-version'): boolean {
  const found = spawnSync(name, [versionFlag], { stdio: 'ignore' }).status === 0;
  if (!found) process.stderr.write(`skipped: tests that need the program ${name}, which is not installed\n`);
  return found;
}

/** Runs a program to its end. @throws {Error} With what it wrote, when it fails. */
export function runProgram(name: string, ...args: string[]): { stdout: Buffer; stderr: string } {
  const { status, stdout, stderr } = spawnSync(name, args, { maxBuffer: 256 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed: ${stderr}`);
  return { stdout, stderr: stderr.toString() };
}

/** Runs ffmpeg quietly. */
export function ffmpeg(...args: string[]): Buffer {
  return runProgram('ffmpeg', '-nostdin', '-v', 'error', '-y', ...args).stdout;
}
