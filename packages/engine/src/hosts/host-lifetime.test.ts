import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runs, until } from './__fixtures__/faulty-pool.ts';

const PARENT = fileURLToPath(new URL('./__fixtures__/parent.ts', import.meta.url));

async function parent(task: string): Promise<{ process: ChildProcess; host: number }> {
  const child = spawn(process.execPath, ['--conditions=potoo-source', PARENT, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { process: child, host: Number(String(line)) };
}

describe('a host', () => {
  test.each(['hang', 'spin', 'start'])('ends when its parent is killed, whatever it does: %s', async (task) => {
    const { process: child, host } = await parent(task);
    if (task === 'start') await sleep(700);
    expect(runs(host)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const since = performance.now();
    await until(() => !runs(host));
    expect(performance.now() - since).toBeLessThan(2000);
  });

  test('that is idle does not keep its parent from ending, and ends with it', async () => {
    const { process: child, host } = await parent('idle');
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(code).toBe(0);
    await until(() => !runs(host));
  });
});
