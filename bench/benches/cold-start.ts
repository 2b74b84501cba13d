import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Bench } from '../bench.ts';
import { median, timed } from '../clock.ts';

const POTOO = fileURLToPath(new URL('../../packages/engine/bin/potoo.js', import.meta.url));
const BUILT = new URL('../../packages/engine/dist/cli/main.js', import.meta.url);

/** The command from nothing to a file, as whole processes, and the memory of a server that waits. */
export const bench: Bench = {
  id: 'cold-start',
  title: 'Cold start',
  async skip() {
    return existsSync(BUILT) ? undefined : 'the engine is not built: npm run build';
  },
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'potoo-bench-'));
    try {
      const say = () => {
        const { status, stderr } = spawnSync(process.execPath, [POTOO, 'say', 'hi', '-o', join(folder, 'hi.wav')]);
        if (status !== 0) throw new Error(`potoo say failed: ${stderr}`);
      };
      const times: number[] = [];
      for (let round = 0; round < 5; round++) times.push(await timed(say));
      const memory = await idleServerMemory();
      return [
        { what: '`potoo say hi -o hi.wav`, cold', value: median(times), unit: 'ms', note: 'whole process, 5 runs' },
        {
          what: 'memory of an idle server',
          value: memory,
          unit: 'MB',
          limit: { kind: 'at most', value: 200 },
          note: 'resident, the server process alone',
        },
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function idleServerMemory(): Promise<number> {
  const server = spawn(process.execPath, [POTOO, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    await new Promise<void>((resolve, reject) => {
      const heard = (text: Buffer) => text.includes('http://') && resolve();
      server.stdout.on('data', heard);
      server.stderr.on('data', heard);
      server.once('exit', () => reject(new Error('The server ended by itself.')));
    });
    await sleep(2000);
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
  } finally {
    server.kill();
  }
}
