import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { describe, test } from 'vitest';
import { openHalfOpenProxy } from '../db/__fixtures__/half-open-proxy.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../db/__fixtures__/postgres-server.ts';
import { createPlatform } from '../server/platform/platform.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { sized, tellFigure } from '../testing/full-size.ts';
import type { Jobs } from './contract.ts';

const JOBS = sized(40, 200);
const KILLING_MS = sized(6_000, 60_000);
const DEAD_MS = sized(3_000, 30_000);
const options = { concurrent: true, timeout: 600_000 };

/** Hands jobs in, does something to the database meanwhile, and sees that each is done once. */
async function survives(
  { server, databaseUrl = server.url }: { readonly server: PostgresServer; readonly databaseUrl?: string },
  trouble: (jobs: Jobs) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'potoo-lost-'));
  const service = new ToneService({ beforeTone: () => delay(sized(100, 250)) });
  const platform = createPlatform({ dataDirectory: folder, databaseUrl, service, capacity: 4 });
  try {
    const jobs = await platform.jobs();
    const ids: string[] = [];
    for (let at = 0; at < JOBS; at++) {
      ids.push((await jobs.submit('me', { type: 'synthesize', request: { text: 'One two three.' } })).id);
    }
    await trouble(jobs);
    for (const id of ids) {
      for (;;) {
        const { status, results } = await jobs.get('me', id);
        assert.notEqual(status, 'failed');
        if (status === 'completed') {
          assert.equal(results?.filter(({ contentType }) => contentType.startsWith('audio/')).length, 1);
          break;
        }
        await delay(100);
      }
    }
  } finally {
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long it takes until a job is accepted again. */
async function recoveryMs(jobs: Jobs): Promise<number> {
  const since = performance.now();
  for (;;) {
    const isAccepted = await jobs.submit('other', { type: 'synthesize', request: { text: 'One.' } }).then(
      () => true,
      () => false,
    );
    if (isAccepted) return performance.now() - since;
    await delay(100);
  }
}

describe.skipIf(postgresMissing)(
  `a database that is lost${postgresMissing ? ` (skipped: ${postgresMissing})` : ''}`,
  options,
  () => {
    test('by connections that break costs no job: each is done once', async () => {
      const server = await startPostgres();
      const executioner = new pg.Client(server.url);
      executioner.on('error', () => {});
      await executioner.connect();
      try {
        let killed = 0;
        await survives({ server }, async (jobs) => {
          const until = Date.now() + KILLING_MS;
          while (Date.now() < until) {
            const { rowCount } = await executioner.query(
              'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null',
            );
            killed += rowCount ?? 0;
            await delay(sized(300, 2_000));
          }
          tellFigure('connections that break', { killed, 'recovery, s': ((await recoveryMs(jobs)) / 1000).toFixed(1) });
        });
        assert.ok(killed > 20, `${killed} connections were broken`);
      } finally {
        await executioner.end();
        await server.close();
      }
    });

    test('by a server that stops at once, twice, costs no job', async () => {
      const server = await startPostgres();
      try {
        await survives({ server }, async (jobs) => {
          for (let stop = 0; stop < 2; stop++) {
            await delay(500);
            await server.kill();
            await server.restart();
            tellFigure('an immediate stop', { 'recovery, s': ((await recoveryMs(jobs)) / 1000).toFixed(1) });
          }
        });
      } finally {
        await server.close();
      }
    });

    test('by a network that goes dead without a word costs no job', async () => {
      const server = await startPostgres();
      const proxy = await openHalfOpenProxy(server);
      try {
        await survives({ server, databaseUrl: proxy.url }, async (jobs) => {
          await delay(500);
          proxy.goDead();
          await delay(DEAD_MS);
          proxy.comeBack();
          tellFigure('half-open for a while', { 'recovery, s': ((await recoveryMs(jobs)) / 1000).toFixed(1) });
        });
      } finally {
        await proxy.close();
        await server.close();
      }
    });
  },
);
