import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AudioFormat, DeviceError } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import type { ByteSink } from './output-files.ts';
import { type FoundPlayer, findPlayer, PLAYERS } from './players.ts';

/** Most of a player's complaints that are kept. */
const COMPLAINT_CHARACTERS = 2000;

/**
 * Finds a player, or says what to install.
 * @throws {DeviceError} When there is none that knows the format.
 */
export async function requirePlayer(format: AudioFormat, context: CliContext): Promise<FoundPlayer> {
  const found = await findPlayer(format, context);
  if (found) return found;
  const able = PLAYERS.filter(({ formats }) => formats.includes(format)).map(({ program }) => program);
  throw new DeviceError(`There is no program here that plays ${format}.`, {
    reason: 'dependency_missing',
    hint: able.length > 0 ? `Install one of ${able.join(', ')}, or save with -o FILE.` : 'Choose another format.',
  });
}

/** Plays a file to its end. */
export async function playFile({ player, path }: FoundPlayer, file: string, context: CliContext): Promise<void> {
  await new RunningPlayer(path, player.fileArguments(resolve(file)), context).end();
}

/** Plays WAV audio as it arrives; players that want a file get a temporary one at the end. */
export function playerSink({ player, path }: FoundPlayer, context: CliContext): ByteSink {
  if (player.pipeArguments === undefined) return temporaryFileSink({ player, path }, context);
  let running: RunningPlayer | undefined;
  const start = (args: readonly string[]) => (running ??= new RunningPlayer(path, args, context));
  return {
    write: (bytes) => start(player.pipeArguments ?? []).write(bytes),
    commit: async () => running?.end(),
    discard: async () => running?.stop(),
  };
}

function temporaryFileSink(found: FoundPlayer, context: CliContext): ByteSink {
  const parts: Uint8Array[] = [];
  return {
    write: async (bytes) => {
      parts.push(bytes);
    },
    commit: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'potoo-play-'));
      try {
        const file = join(folder, 'speech.wav');
        await writeFile(file, Buffer.concat(parts));
        await playFile(found, file, context);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    discard: async () => {},
  };
}

/** A player at work. */
class RunningPlayer {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #program: string;
  readonly #ended: Promise<unknown>;
  readonly #onAbort = () => this.#child.kill();
  #complaint = '';

  constructor(path: string, args: readonly string[], { signal, env }: CliContext) {
    this.#program = path;
    this.#signal = signal;
    this.#child = spawn(path, [...args], { stdio: ['pipe', 'ignore', 'pipe'], env: { ...env } });
    this.#child.stderr?.on('data', (data: Buffer) => {
      this.#complaint = (this.#complaint + data.toString()).slice(-COMPLAINT_CHARACTERS);
    });
    // A player may end before its input does: someone pressed q. Its exit code tells whether that was meant.
    this.#child.stdin?.on('error', () => {});
    this.#ended = once(this.#child, 'close').catch((error: unknown) => {
      this.#complaint = error instanceof Error ? error.message : String(error);
    });
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Hands over bytes, waiting while the player is busy. Bytes for a player that has ended are dropped. */
  async write(bytes: Uint8Array): Promise<void> {
    const { stdin } = this.#child;
    this.#signal.throwIfAborted();
    if (!stdin?.writable || stdin.write(bytes)) return;
    await Promise.race([once(stdin, 'drain').catch(() => {}), this.#ended]);
    this.#signal.throwIfAborted();
  }

  /** Waits until everything has been heard. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#signal.throwIfAborted();
    if (this.#child.exitCode === 0) return;
    const complaint = this.#complaint.trim().split('\n').at(-1);
    throw new DeviceError(`${this.#program} could not play the audio${complaint ? `: ${complaint}` : ''}.`, {
      hint: 'Save the audio with -o FILE and open it elsewhere.',
    });
  }

  async stop(): Promise<void> {
    this.#child.kill();
    await this.#ended;
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
