import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { run, temporaryFolder } from './__fixtures__/run.ts';
import { Interrupted } from './cli-errors.ts';
import { findProgram } from './find-program.ts';

/** A folder with programs in it, each a shell script; their own folder is `$0`'s. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }
  return folder;
}

/** Writes down what it was called with and what it was given. */
const RECORD = 'PATH=/usr/bin:/bin; for a in "$@"; do echo "$a"; done > "$0.args"; cat > "$0.input"';

describe('potoo say --play', () => {
  test('pipes WAV to the first player there is, in the order of preference', async () => {
    const folder = programs({ aplay: RECORD, mpv: RECORD });
    expect(await run(['say', 'one two', '--play'], { env: { PATH: folder } })).toMatchObject({
      code: 0,
      out: '',
      err: '',
    });
    expect(readFileSync(join(folder, 'mpv.input')).length).toBe(44 + 2 * 1600);
    expect(readFileSync(join(folder, 'mpv.args'), 'utf8').trim().split('\n').slice(-2)).toEqual(['--', '-']);
    expect(existsSync(join(folder, 'aplay.input'))).toBe(false);
  });

  test('gives a player that needs a file one, and takes it away', async () => {
    const folder = programs({ paplay: 'PATH=/usr/bin:/bin; echo "$1" > "$0.args"; cat "$1" > "$0.input"' });
    expect(await run(['say', 'one', '--play'], { env: { PATH: folder } })).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(folder, 'paplay.input')).length).toBe(44 + 1600);
    expect(existsSync(readFileSync(join(folder, 'paplay.args'), 'utf8').trim())).toBe(false);
  });

  test('plays on a terminal by itself, and writes nothing', async () => {
    const folder = programs({ play: RECORD });
    const isTTY = { stdin: true, stdout: true, stderr: true };
    expect(await run(['say', 'one'], { env: { PATH: folder, CI: '1' }, isTTY })).toMatchObject({ code: 0, out: '' });
    expect(readdirSync(folder).sort()).toEqual(['play', 'play.args', 'play.input']);
  });

  test('plays the file that it wrote, with a player that knows the format', async () => {
    const folder = programs({ aplay: RECORD, ffplay: RECORD });
    const file = join(folder, '-o.flac');
    expect((await run(['say', 'one', '--play', '-o', file], { env: { PATH: folder } })).code).toBe(0);
    expect(readFileSync(join(folder, 'ffplay.args'), 'utf8').trim().split('\n').at(-1)).toBe(`file:${file}`);
    const only = programs({ aplay: RECORD });
    const { code, err, service } = await run(['say', 'one', '--play', '-o', file], { env: { PATH: only } });
    expect({ code, asked: service.requests }).toEqual({ code: 1, asked: [] });
    expect(err).toMatch(/no program here that plays flac/);
  });

  test('tells what the player complains about', async () => {
    const folder = programs({ mpv: 'echo "no sound card" >&2; exit 2' });
    const { code, err } = await run(['say', 'one '.repeat(200), '--play'], { env: { PATH: folder } });
    expect(code).toBe(1);
    expect(err).toMatch(/mpv could not play the audio: no sound card\.\nhint: /);
  });

  test('ends well when the listener closes the player', async () => {
    const folder = programs({ mpv: 'exit 0' });
    expect(await run(['say', 'one '.repeat(200), '--play'], { env: { PATH: folder } })).toMatchObject({
      code: 0,
      err: '',
    });
  });

  test('stops the player when it is stopped', async () => {
    const folder = programs({ mpv: 'PATH=/usr/bin:/bin; echo $$ > "$0.pid"; exec sleep 60' });
    const stop = new AbortController();
    const running = run(['say', 'one '.repeat(20), '--play'], {
      env: { PATH: folder },
      signal: stop.signal,
      service: new ToneService({ beforeTone: () => delay(20) }),
    });
    while (!existsSync(join(folder, 'mpv.pid'))) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort(new Interrupted('SIGINT'));
    expect(await running).toMatchObject({ code: 130, err: '' });
    const pid = Number(readFileSync(join(folder, 'mpv.pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('is understood by a real ffplay', async ({ skip }) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], SDL_AUDIODRIVER: 'dummy' };
    skip((await findProgram('ffplay', env)) === undefined, 'ffplay is not installed');
    expect(await run(['say', 'one two', '--play'], { env })).toMatchObject({ code: 0, out: '', err: '' });
  });
});
