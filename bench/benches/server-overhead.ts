import { Agent, request } from 'node:http';
import { createEngine, type Engine } from '@potoo/engine';
import { createServer } from '@potoo/engine/server';
import type { Bench, Figure } from '../bench.ts';
import { percentile } from '../clock.ts';
import { runningText } from '../sentences.ts';

const CLIENTS = [1, 4, 16, 64];
const REQUESTS = 192;

/** One synthesis of ten words. */
type Speak = () => Promise<void>;

/** What many clients saw together. */
interface Load {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds of each. */
  readonly times: readonly number[];
}

/** What HTTP adds to the engine: the same requests, from the same process, over a socket and by a call. */
export const bench: Bench = {
  id: 'server-overhead',
  title: 'Server over the engine called directly',
  async run() {
    await using engine = createEngine();
    const server = await createServer(engine, { ui: false }).listen({ port: 0 });
    try {
      const direct = directly(engine);
      const overHttp = over(server.url);
      await load(direct, 4, 16);
      await load(overHttp, 4, 16);
      const figures: Figure[] = [];
      for (const clients of CLIENTS) {
        // In turns, so that a change of the machine's pace falls on both.
        const engineLoads: Load[] = [];
        const serverLoads: Load[] = [];
        for (let round = 0; round < 3; round++) {
          engineLoads.push(await load(direct, clients, REQUESTS / 3));
          serverLoads.push(await load(overHttp, clients, REQUESTS / 3));
        }
        figures.push(...compare(clients, engineLoads, serverLoads));
      }
      return figures;
    } finally {
      await server.close();
    }
  },
};

function compare(clients: number, engineLoads: readonly Load[], serverLoads: readonly Load[]): Figure[] {
  const rateOf = (loads: readonly Load[]) => loads.reduce((sum, { rate }) => sum + rate, 0) / loads.length;
  const at = (loads: readonly Load[], share: number) =>
    percentile(
      loads.flatMap(({ times }) => times),
      share,
    );
  const told = (loads: readonly Load[]) =>
    `${rateOf(loads).toFixed(1)}/s, p50 ${at(loads, 0.5).toFixed(1)} ms, p99 ${at(loads, 0.99).toFixed(1)} ms`;
  const note = `ten words as WAV; server ${told(serverLoads)}; engine ${told(engineLoads)}`;
  const who = clients === 1 ? '1 client' : `${clients} clients`;
  const throughput: Figure = {
    what: `throughput of the server over the engine's, ${who}`,
    value: rateOf(serverLoads) / rateOf(engineLoads),
    unit: 'x',
    limit: { kind: 'at least', value: 0.9 },
    note,
  };
  // With more clients than hosts, waiting for a host is most of the time, and a few percent of it are more than 5 ms.
  if (clients > 1) return [throughput];
  const added = at(serverLoads, 0.5) - at(engineLoads, 0.5);
  return [
    throughput,
    { what: `the server adds at p50, ${who}`, value: added, unit: 'ms', limit: { kind: 'at most', value: 5 }, note },
  ];
}

async function load(speak: Speak, clients: number, requests: number): Promise<Load> {
  const times: number[] = [];
  let left = Math.max(requests, clients);
  const startedAt = performance.now();
  const client = async () => {
    while (left-- > 0) {
      const since = performance.now();
      await speak();
      times.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { rate: (times.length / (performance.now() - startedAt)) * 1000, times };
}

const REQUEST = { text: runningText(10), voice: 'slt', model: 'flite', format: 'wav' } as const;

function directly(engine: Engine): Speak {
  return async () => {
    await engine.synthesize(REQUEST);
  };
}

/** By Node's own client: what a heavier one costs is not the server's. */
function over(url: string): Speak {
  const body = JSON.stringify(REQUEST);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}/v1/tts/`, { method: 'POST', headers, agent }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`The server answered ${answer.statusCode}.`));
        answer.resume();
        answer.on('end', () => resolve());
      });
      sent.on('error', reject);
      sent.end(body);
    });
}
