import { readdir } from 'node:fs/promises';
import { createEngine } from '@potoo/engine';
import { describe, expect, it } from 'vitest';
import { httpServer } from './__fixtures__/http-server.ts';
import { inProcessServer } from './__fixtures__/in-process-server.ts';
import { HOSTS, type TestHost } from './__fixtures__/test-host.ts';

// A call that is taken back stops the work, not only the wait: soon the engine has nothing to do.

const CALLS = 100;
/** The aim is half a second; a machine that does other things at the same time is given as long as it takes. */
const MOST_MS = 60_000;
const TEXT = 'This sentence is spoken many times over. '.repeat(300);

const engine = createEngine();
const busy = () =>
  engine
    .stats()
    .reduce((sum, { processes, queued }) => sum + queued + processes.reduce((all, { busy }) => all + busy, 0), 0);
const overPipes = await inProcessServer({ service: async () => engine });
const overHttp = await httpServer({ service: async () => engine });

async function cancelMany(host: TestHost, output: string): Promise<void> {
  await host.call('synthesize', { text: 'Warm.' });
  const before = await readdir(output);
  const stop = new AbortController();
  const calls = Array.from({ length: CALLS }, () =>
    host
      .call('synthesize', { text: TEXT }, { signal: stop.signal, onprogress: () => {} })
      .catch((error: unknown) => error),
  );
  await expect.poll(busy, { interval: 5, timeout: MOST_MS }).toBeGreaterThan(0);
  stop.abort(new Error('taken back'));

  expect((await Promise.all(calls)).every((outcome) => outcome instanceof Error)).toBe(true);
  await expect.poll(busy, { interval: 20, timeout: MOST_MS }).toBe(0);
  expect(await readdir(output)).toEqual(before);
}

describe.each(HOSTS)(`${CALLS} calls taken back by a host of $name`, ({ line, connect }) => {
  it('leave the engine idle, over pipes', async () => {
    await cancelMany(await overPipes.connect(connect), overPipes.output);
  });

  it('leave the engine idle, over HTTP', async () => {
    const host = await connect(overHttp.transport(line));
    await cancelMany(host, overHttp.output);
    await host.close();
  });
});
