import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeDevices } from '../__fixtures__/fake-devices.ts';
import { measureFile } from '../__fixtures__/measure-file.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { playAudio } from './play-audio.ts';

const bench = await workbench();

describe.runIf(process.platform !== 'win32')('play_audio', async () => {
  const devices = await fakeDevices();
  const slow = join(dirname(devices.played), 'pw-play.slow');

  it('plays a recording, and tells how long it was', async () => {
    const path = await bench.record('Hello.');
    const { facts } = await bench.run(playAudio, { path, speed: 2 });

    const length = (await measureFile(path)) / 2;
    expect(facts).toEqual({ played: expect.closeTo(length, 1) });
    expect(await measureFile(devices.played)).toBeCloseTo(length, 1);
  });

  it('stops when the call is taken back, and lets the next one play', async () => {
    await writeFile(slow, '');
    const path = await bench.record('Stop.');
    const stop = new AbortController();
    const before = await readFile(devices.calls, 'utf8');
    const playing = bench.run(playAudio, { path }, { signal: stop.signal });
    await expect.poll(() => readFile(devices.calls, 'utf8'), { interval: 20, timeout: 10_000 }).not.toBe(before);
    stop.abort(new Error('enough'));
    await expect(playing).rejects.toThrow('enough');
    await rm(slow);
    await bench.run(playAudio, { path });
  });

  it('plays one at a time, whoever calls', async () => {
    const path = await bench.record('Me first.');
    await rm(devices.calls);
    await Promise.all([1, 2, 3].map(() => bench.run(playAudio, { path })));
    expect((await readFile(devices.calls, 'utf8')).trim().split('\n')).toHaveLength(3);
  });
});
