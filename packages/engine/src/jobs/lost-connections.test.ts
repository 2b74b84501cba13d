import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { describe, test } from 'vitest';
import { postgresMissing, startPostgres } from '../db/__fixtures__/postgres-server.ts';
import { createPlatform } from '../server/platform/platform.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';

const JOBS = 40;
const KILLING_MS = 6_000;

describe.skipIf(postgresMissing)(
  `connections that break${postgresMissing ? ` (skipped: ${postgresMissing})` : ''}`,
  () => {
    test('cost no job: each is done once, whenever they break', { timeout: 120_000 }, async () => {
      const server = await startPostgres();
      const folder = mkdtempSync(path.join(tmpdir(), 'potoo-lost-'));
      const tones = new ToneService({ beforeTone: () => delay(100) });
      const platform = createPlatform({
        dataDirectory: folder,
        databaseUrl: server.url,
        service: tones,
        capacity: 4,
      });
      const executioner = new pg.Client(server.url);
      executioner.on('error', () => {});
      await executioner.connect();
      try {
        const jobs = await platform.jobs();
        const ids: string[] = [];
        for (let at = 0; at < JOBS; at++) {
          ids.push((await jobs.submit('me', { type: 'synthesize', request: { text: 'One two three.' } })).id);
        }
        const until = Date.now() + KILLING_MS;
        let killed = 0;
        while (Date.now() < until) {
          const { rowCount } = await executioner.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null',
          );
          killed += rowCount ?? 0;
          await delay(300);
        }
        assert.ok(killed > 20, `${killed} connections were broken`);
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
        await executioner.end();
        await platform.close();
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);
