import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, test } from 'vitest';
import { temporaryHome } from '../../db/__fixtures__/temporary-home.ts';
import { spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

const REQUESTS = 50;
const JOBS = 20;

let home: Awaited<ReturnType<typeof temporaryHome>>;
beforeAll(async () => {
  home = await temporaryHome();
});
afterAll(() => home.remove());

async function serve() {
  const options = ['--port', '0', '--no-ui', '--data', home.path, '--jobs', '1', '--grace', '90'];
  const server = spawnPotoo(['serve', ...options]);
  const address = /http:\S+/.exec(await server.said('Potoo serves at http://127.0.0.1:'))?.[0] ?? '';
  const post = (path: string, body: object) =>
    fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { ...server, address, post };
}

/** The processes that a process has started. */
function childrenOf(pid: number | undefined): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid ? [Number(name)] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Calls that the engine works on, or that wait for it. */
async function callsUnderWay(address: string): Promise<number> {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  const counts = metrics.matchAll(/^potoo_host_calls(?:_queued)?\{.*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

test.skipIf(process.platform !== 'linux')(
  'SIGTERM amid requests and jobs cuts off no request, loses no job and leaves no process',
  { timeout: 300_000 },
  async () => {
    const first = await serve();
    const ids: string[] = [];
    for (let at = 0; at < JOBS; at++) {
      const accepted = await first.post('/v1/jobs', { type: 'synthesize', request: { text: `Job number ${at}.` } });
      ids.push(((await accepted.json()) as { id: string }).id);
    }
    const text = 'The requests that were accepted are all answered.';
    let answered = 0;
    const answers = Array.from({ length: REQUESTS }, async () => {
      const response = await first.post('/v1/tts/', { text, voice: 'slt', format: 'wav' });
      answered += 1;
      return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
    });
    while ((await callsUnderWay(first.address)) + answered < REQUESTS) await delay(20);
    const hosts = childrenOf(first.child.pid);
    assert.ok(hosts.length > 0);
    first.child.kill('SIGTERM');
    const all = await Promise.all(answers);
    const [{ bytes } = { bytes: 0 }] = all;
    assert.ok(bytes > 20_000);
    for (const answer of all) assert.deepEqual(answer, { status: 200, bytes });
    assert.equal((await first.ended).code, 0);
    assert.deepEqual(hosts.filter(isAlive), []);

    const second = await serve();
    for (const id of ids) {
      for (;;) {
        const { status } = (await (await fetch(`${second.address}/v1/jobs/${id}`)).json()) as { status: string };
        assert.ok(['queued', 'running', 'completed'].includes(status), status);
        if (status === 'completed') break;
        await delay(100);
      }
    }
    second.child.kill('SIGTERM');
    assert.equal((await second.ended).code, 0);
  },
);
