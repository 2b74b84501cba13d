import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from '../bench.ts';
import { median } from '../clock.ts';
import { type McpProcess, startMcp } from '../mcp-process.ts';

const OURS = fileURLToPath(new URL('../../packages/mcp-server/bin/potoo-mcp.js', import.meta.url));
const BUILT = ['mcp-server/dist/main.js', 'engine/dist/index.js', 'core/dist/index.js'];
const PEER = fileURLToPath(import.meta.resolve('minimax-mcp-js'));
/** It asks for a key at its start and for nothing else; the address is one where nobody answers. */
const PEER_ENVIRONMENT = { MINIMAX_API_KEY: 'dummy', MINIMAX_API_HOST: 'http://127.0.0.1:9' };

const ROUNDS = 9;
const TEN_WORDS = 'The quick brown fox jumps over the lazy sleeping dog.';

/** What a host waits for when it starts the MCP server, beside another voice server for Node, and for its first words. */
export const bench: Bench = {
  id: 'mcp-start',
  title: 'Start of the MCP server',
  async skip() {
    const missing = BUILT.some((file) => !existsSync(new URL(`../../packages/${file}`, import.meta.url)));
    return missing ? 'the MCP server is not built: npm run build' : undefined;
  },
  async run() {
    const home = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
    try {
      const ours = { HOME: home, POTOO_MCP_OUTPUT: join(home, 'output') };
      const theirs = { HOME: home, ...PEER_ENVIRONMENT };
      // Once unmeasured each, so that files are in the system's cache and compiled code in Node's.
      await Promise.all([observe(OURS, ours), observe(PEER, theirs)]);
      const pairs: Array<readonly [Observation, Observation]> = [];
      for (let round = 0; round < ROUNDS; round++) {
        pairs.push([await observe(OURS, ours, sayTenWords), await observe(PEER, theirs)]);
      }
      return figures(
        pairs.map(([own]) => own),
        pairs.map(([, peer]) => peer),
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
};

interface Observation {
  readonly startMs: number;
  readonly memory: number;
  readonly tools: number;
  /** How long what was asked after the start took, in milliseconds. */
  readonly thenMs: number;
}

async function observe(
  script: string,
  env: Readonly<Record<string, string>>,
  then?: (server: McpProcess) => Promise<unknown>,
): Promise<Observation> {
  const server = await startMcp(script, env);
  try {
    const memory = server.memory();
    const begin = performance.now();
    await then?.(server);
    return { startMs: server.startMs, memory, tools: server.tools.length, thenMs: performance.now() - begin };
  } finally {
    await server.stop();
  }
}

function sayTenWords(server: McpProcess): Promise<unknown> {
  return server.call('synthesize', { text: TEN_WORDS });
}

function figures(own: readonly Observation[], peer: readonly Observation[]): Figure[] {
  const [ownMs, peerMs] = [median(own.map(({ startMs }) => startMs)), median(peer.map(({ startMs }) => startMs))];
  const ratio = median(own.map(({ startMs }, round) => startMs / (peer[round]?.startMs ?? Number.NaN)));
  const peerMemory = Math.round(median(peer.map(({ memory }) => memory)));
  return [
    {
      what: 'MCP server, start to `tools/list`, against minimax-mcp-js',
      value: ratio,
      unit: 'x',
      limit: { kind: 'at most', value: 0.8 },
      note: `${Math.round(ownMs)} ms for ${own[0]?.tools} tools against ${Math.round(peerMs)} ms for ${peer[0]?.tools}, median of ${ROUNDS} pairs`,
    },
    {
      what: 'MCP server, memory before the first synthesis',
      value: median(own.map(({ memory }) => memory)),
      unit: 'MB',
      limit: { kind: 'at most', value: 90 },
      note: `resident after \`tools/list\`, median of ${ROUNDS}; minimax-mcp-js ${peerMemory} MB`,
    },
    {
      what: 'MCP server, first `synthesize` of ten words',
      value: median(own.map(({ thenMs }) => thenMs)),
      unit: 'ms',
      limit: { kind: 'at most', value: 600 },
      note: `call to answer, the file written, in a fresh process, median of ${ROUNDS}`,
    },
  ];
}
