import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import type { CliContext } from '../cli-context.ts';
import { runCli } from '../run-cli.ts';

/** What a run in process gave. */
export interface Run {
  readonly code: number;
  readonly stdout: Buffer;
  readonly out: string;
  readonly err: string;
  readonly service: ToneService;
}

/**
 * Runs the command line in process, over tones. Nothing is a terminal unless `isTTY` says so. A stream of tones does not
 * state its length, so that a file with the right one was asked for whole.
 */
export async function run(
  argv: readonly string[],
  given: Partial<CliContext> & { readonly input?: string | Buffer; readonly service?: ToneService } = {},
): Promise<Run> {
  const { input, service = new ToneService({ statesLength: false }), ...context } = given;
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const [outParts, errParts] = [stdout, stderr].map((stream) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    return parts;
  });
  const code = await runCli(argv, {
    stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]),
    stdout,
    stderr,
    env: {},
    isTTY: { stdin: false, stdout: false, stderr: false },
    createService: async () => service,
    ...context,
  });
  const bytes = Buffer.concat(outParts ?? []);
  return { code, stdout: bytes, out: bytes.toString(), err: Buffer.concat(errParts ?? []).toString(), service };
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'potoo-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
