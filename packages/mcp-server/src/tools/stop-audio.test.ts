import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeDevices } from '../__fixtures__/fake-devices.ts';
import { workbench } from '../__fixtures__/workbench.ts';
import { playAudio } from './play-audio.ts';
import { stopAudio } from './stop-audio.ts';

const bench = await workbench();

describe.runIf(process.platform !== 'win32')('stop_audio', async () => {
  const devices = await fakeDevices();
  const slow = join(dirname(devices.played), 'pw-play.slow');

  it('stops what plays and what waits, each of which says how far it came', async () => {
    await writeFile(slow, '');
    const path = await bench.record('This takes long.');
    const playing = [1, 2].map(() => bench.run(playAudio, { path }));
    await expect.poll(() => readFile(devices.calls, 'utf8').catch(() => ''), { timeout: 10_000 }).not.toBe('');
    await expect.poll(() => bench.run(stopAudio, {}).then(({ facts }) => facts)).not.toEqual({ stopped: 0 });
    await rm(slow);
    await bench.run(stopAudio, {});
    for (const { facts } of await Promise.all(playing)) expect(facts).toMatchObject({ stopped: true });
    expect((await bench.run(playAudio, { path })).facts).not.toHaveProperty('stopped');
  });

  it('has nothing to stop when nothing plays', async () => {
    expect((await bench.run(stopAudio, {})).facts).toEqual({ stopped: 0 });
  });
});
