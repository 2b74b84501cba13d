import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './__fixtures__/run.ts';
import { POTOO, potoo, spawnPotoo, spawnShell } from './__fixtures__/spawn-potoo.ts';

const LONG_TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(2000);

/** Root mean square and length of a 16-bit WAV file whose header states its length. */
function measureWav(wav: Buffer) {
  expect(wav.subarray(0, 4).toString()).toBe('RIFF');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  const at = wav.indexOf('data');
  const bytes = wav.readUInt32LE(at + 4);
  let sum = 0;
  for (let offset = at + 8; offset < at + 8 + bytes; offset += 2) sum += (wav.readInt16LE(offset) / 32768) ** 2;
  return { seconds: bytes / wav.readUInt32LE(28), rms: Math.sqrt(sum / (bytes / 2)) };
}

describe('the potoo process', () => {
  test('says a text into a file with a voice that can be heard', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'hi.wav');
    expect(await potoo(['say', 'Hello there, how are you?', '-o', file])).toMatchObject({ code: 0, err: '' });
    const { seconds, rms } = measureWav(readFileSync(file));
    expect(seconds).toBeGreaterThan(0.8);
    expect(seconds).toBeLessThan(4);
    expect(rms).toBeGreaterThan(0.01);
    expect(readdirSync(folder)).toEqual(['hi.wav']);
  });

  test('answers wrong use with 2 and failure with 1, on standard error alone', async () => {
    const [wrong, failed] = await Promise.all([
      potoo(['say', 'hi', '--nope']),
      potoo(['say', 'hi', '--voice', 'nope']),
    ]);
    expect(wrong).toMatchObject({ code: 2, stdout: Buffer.alloc(0) });
    expect(failed).toMatchObject({ code: 1, stdout: Buffer.alloc(0) });
    expect(failed.err).toMatch(/^potoo: .+\nhint: .+\n$/);
  });

  test('understands what it says, through pipes', async ({ skip }) => {
    const doctor = await potoo(['voices', '--json']);
    expect(doctor.code).toBe(0);
    const models = JSON.parse((await potoo(['models', '--json', '--type', 'stt', '--installed'])).stdout.toString());
    skip(models.length === 0, 'no recogniser is installed');
    const { child, ended } = spawnShell('"$@" say - | "$@" transcribe -');
    child.stdin.end('Good morning. The weather is nice today.');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/morning|weather|today/);
  });

  test('stops at once when it is interrupted, and leaves no half-written file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'book.txt'), LONG_TEXT);
    const { child, ended } = spawnPotoo(['say', join(folder, 'book.txt'), '-o', join(folder, 'book.mp3')]);
    while (readdirSync(folder).length < 2) await sleep(20);
    await sleep(300);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, err: '' });
    expect(readdirSync(folder)).toEqual(['book.txt']);
  });

  test('stops when a shell interrupts the whole group and the reader does not read', async () => {
    const { child, ended, said } = spawnShell('"$@" say - | { sleep 0.5; echo ready >&2; exec sleep 30; }');
    child.stdin.end(LONG_TEXT);
    await said('ready');
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect((await ended).err).toBe('ready\n');
  });

  test('ends in silence when the reader leaves', async () => {
    const { child, ended } = spawnShell('"$@" say - | head -c 100 | wc -c; echo $PIPESTATUS; "$@" voices | head -n 1');
    child.stdin.end(LONG_TEXT);
    const { stdout, err } = await ended;
    expect(err).toBe('');
    expect(stdout.toString()).toMatch(/^100\n1\n\S+\t/);
  });

  test('says that a disk is full, and leaves nothing on it', async () => {
    const folder = temporaryFolder();
    const device = spawn(process.execPath, [...POTOO, 'say', 'Hello there'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let err = '';
    device.stderr?.on('data', (data) => {
      err += data;
    });
    await once(device, 'close');
    expect(device.exitCode).toBe(1);
    expect(err).toMatch(/^potoo: Cannot write the standard output: the disk is full\./);
    // A limit on the size of files fails as a full disk does: in the middle of the file.
    const limited = spawnShell(`trap "" XFSZ; ulimit -f 8; "$@" say "Hello there, how are you?" -o ${folder}/a.wav`);
    limited.child.stdin.end();
    expect(await limited.ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^potoo: Cannot write .*a\.wav: the file would be larger than is allowed here\./),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('does not wait for a standard input that nobody closes', async () => {
    const { ended } = spawnPotoo(['say', 'hi', '-o', '/dev/null', '--format', 'wav']);
    expect((await ended).code).toBe(0);
  });
});

describe('potoo serve', () => {
  test('prints its address, answers, and stops when asked', async () => {
    const { child, ended, said } = spawnPotoo(['serve', '--port', '0']);
    await said('Potoo serves at http://127.0.0.1:');
    const address = /http:\S+/.exec(await said('speaks with'))?.[0];
    const response = await fetch(`${address}/v1/voices/`);
    expect(response.status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  test('names a free port when its own is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, err } = await potoo(['serve', '--port', `${port}`]);
    taken.close();
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^potoo: Port ${port} is in use by another program\\.\nhint: Port \\d+ is free`));
  });

  test('refuses an address that others can reach', async () => {
    const { code, err } = await potoo(['serve', '--host', '0.0.0.0', '--port', '0']);
    expect(code).toBe(1);
    expect(err).toMatch(/^potoo: Other machines could reach 0\.0\.0\.0/);
  });
});

describe('bin/potoo.js', () => {
  test('says what to do when nothing is built', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    cpSync(fileURLToPath(new URL('../../bin/potoo.js', import.meta.url)), join(folder, 'bin/potoo.mjs'));
    const child = spawn(process.execPath, [join(folder, 'bin/potoo.mjs'), '--help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (data) => {
      err += data;
    });
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(err).toBe('potoo: Potoo is not built yet. Run `npm run build` at the root of the repository.\n');
  });
});
