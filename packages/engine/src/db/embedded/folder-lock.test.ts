import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { identifyProcess, isRunning } from './process-identity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const BEAT_MS = 20;
const lock = (onLost = () => {}) => lockFolder(folder, { onLost, beatMs: BEAT_MS });
/** A lock that another process holds, or held. */
const leaveBehind = (holder: object, generation = 1) =>
  writeFile(path.join(folder, `lock.${generation}`), JSON.stringify(holder));
const dead = () => ({ ...identifyProcess(), started: 'long ago' });
const elsewhere = () => ({ pid: 1, host: 'another-machine' });

it('is held by one at a time, and can be taken again once it was let go of', async () => {
  const held = await lock();
  await expect(lock()).rejects.toMatchObject({ code: 'unreachable', reason: 'database_in_use' });
  await expect(lock()).rejects.toThrow(`process ${process.pid} on ${hostname()}`);
  await held.release();
  await (await lock()).release();
  expect(await readdir(folder)).toEqual(['lock.2']);
});

it('is taken over from a process that has ended, by one of many that try at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    await rm(folder, { recursive: true });
    folder = await mkdtemp(path.join(tmpdir(), 'potoo-lock-'));
    await leaveBehind(dead(), 7);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lock()));
    const won = tries.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    expect(won).toHaveLength(1);
    for (const outcome of tries) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ reason: 'database_in_use' });
    }
    await won[0]?.release();
  }
});

it('survives any order of taking, letting go and dying: never two at once', async () => {
  const holders = new Set<FolderLock>();
  let most = 0;
  const live = async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const held = await lock().catch(() => undefined);
      if (!held) continue;
      holders.add(held);
      most = Math.max(most, holders.size);
      await new Promise(setImmediate);
      holders.delete(held);
      await held.release();
    }
  };
  await Promise.all(Array.from({ length: 8 }, live));
  expect(most).toBe(1);
});

it('waits for a holder that cannot be seen, and follows it when it is silent', async () => {
  await leaveBehind(elsewhere());
  await (await lock()).release();
});

it('refuses while a holder that cannot be seen shows that it lives', async () => {
  await leaveBehind(elsewhere());
  let beats = 1_000;
  const beating = setInterval(() => {
    beats += 1;
    void utimes(path.join(folder, 'lock.1'), beats, beats).catch(() => {});
  }, BEAT_MS);
  try {
    await expect(lock()).rejects.toThrow('process 1 on another-machine');
  } finally {
    clearInterval(beating);
  }
});

it('stops waiting when it is told to', async () => {
  await leaveBehind(elsewhere());
  const stop = new AbortController();
  const waiting = lockFolder(folder, { onLost: () => {}, signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['lock.1']);
});

it('tells a holder that was followed while it was suspended', async () => {
  const onLost = vi.fn();
  await lock(onLost);
  await leaveBehind(elsewhere(), 2);
  await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce());
});

it('knows a process from a later one with its number', () => {
  const self = identifyProcess();
  expect(isRunning(self)).toBe(true);
  expect(isRunning({ ...self, host: 'another-machine' })).toBeUndefined();
  if (self.started !== undefined) expect(isRunning({ ...self, started: `${self.started}0` })).toBe(false);
  // No system gives out a number this high.
  expect(isRunning({ ...self, pid: 2 ** 30 })).toBe(false);
});
