import { describe, expect, it } from 'vitest';
import { familyOf, isAlive } from './__fixtures__/process-family.ts';
import { INITIALIZE, type RawServer, spawnRaw, temporaryHome } from './__fixtures__/spawned-server.ts';

// A host that is killed says no goodbye. Nothing that it started may outlive it. The full number is in row 35 of the
// reliability targets: POTOO_MCP_DEATHS=200.

const DEATHS = Number(process.env['POTOO_MCP_DEATHS'] ?? 5);
const MOST_MS = 2000;
const onLinux = process.platform === 'linux';

const WAYS: ReadonlyArray<readonly [string, (server: RawServer) => void]> = [
  [
    'closes both pipes',
    ({ child }) => {
      child.stdin?.destroy();
      child.stdout?.destroy();
    },
  ],
  ['closes standard input', ({ child }) => child.stdin?.destroy()],
  [
    'no longer reads standard output',
    ({ child, send }) => {
      child.stdout?.destroy();
      send({ jsonrpc: '2.0', id: 9, method: 'tools/list' });
    },
  ],
  ['is told to end', ({ child }) => child.kill('SIGTERM')],
  ['is killed with it', ({ child }) => child.kill('SIGKILL')],
];

describe.runIf(onLinux)('when the host dies', () => {
  it.each(WAYS)(
    'and it %s, no process is left',
    async (_, die) => {
      const { env, remove } = await temporaryHome();
      for (let death = 0; death < Math.ceil(DEATHS / WAYS.length); death += 1) {
        const server = spawnRaw(env);
        server.send(INITIALIZE);
        await server.answer(0);
        server.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
        // One call that is over, so that there are host processes, and one that is under way.
        const call = (id: number, text: string) =>
          server.send({
            jsonrpc: '2.0',
            id,
            method: 'tools/call',
            params: { name: 'synthesize', arguments: { text } },
          });
        call(1, 'Hello.');
        await server.answer(1);
        call(2, 'This sentence is spoken many times. '.repeat(300));
        const family = await familyOf(server.child.pid ?? 0);
        expect(family.length).toBeGreaterThan(1);

        const diedAt = performance.now();
        die(server);
        await expect.poll(() => family.filter(isAlive), { timeout: MOST_MS, interval: 20 }).toEqual([]);
        expect(performance.now() - diedAt).toBeLessThan(MOST_MS);
      }
      await remove();
    },
    20_000 + DEATHS * 5_000,
  );
});
