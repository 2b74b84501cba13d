import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PostgresServer, postgresMissing, startPostgres } from './__fixtures__/postgres-server.ts';
import { temporaryHome } from './__fixtures__/temporary-home.ts';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { settings } from './schema/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'potoo-db-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a process that opens the database of a folder and says so. */
function spawnOpener(dataDirectory: string): ChildProcess {
  const script = fileURLToPath(new URL('./__fixtures__/open-and-wait.ts', import.meta.url));
  const args = ['--conditions=potoo-source', '--disable-warning=ExperimentalWarning', script, dataDirectory];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

const namesIn = (directory: string, recursive = false): Promise<string[]> =>
  readdir(directory, { recursive }).catch(() => []);

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What holds for both kinds. */
function databaseCases(database: () => Database) {
  it('has its tables, and values that are what they look like', async () => {
    const { orm, query, execute } = database();
    await orm.insert(settings).values({ name: 'a', value: { deep: [1, 'two', null] } });
    expect(await orm.select().from(settings)).toEqual([{ name: 'a', value: { deep: [1, 'two', null] } }]);
    const [row] = await query<object>('SELECT 2::bigint + $1 AS big, now() AS now, count(*) FROM potoo.settings', [40]);
    expect(row).toEqual({ big: 42, now: expect.any(Date), count: 1 });
    expect(await execute('SELECT 1 AS one; SELECT 2 AS two')).toEqual([{ one: 1 }, { two: 2 }]);
  });

  it('forgets a transaction that fails, and goes on after it', async () => {
    const { orm, query, execute } = database();
    const failing = orm.transaction(async (tx) => {
      await tx.insert(settings).values({ name: 'b', value: 1 });
      await tx.execute(sql`SELECT 1 / 0`);
    });
    await expect(failing).rejects.toThrow();
    await expect(execute('BEGIN; SELECT 1 / 0; COMMIT')).rejects.toThrow('division by zero');
    expect(await query(`SELECT * FROM potoo.settings WHERE name = 'b'`)).toEqual([]);
  });

  it('hears what is sent on a channel, until it stops listening', async () => {
    const { listen, query } = database();
    const heard: string[] = [];
    const stop = await listen('news', (payload) => heard.push(payload));
    await query(`SELECT pg_notify('news', 'one')`);
    await query(`SELECT pg_notify('other', 'not this')`);
    await query(`SELECT pg_notify('news', 'two')`);
    await vi.waitFor(() => expect(heard).toEqual(['one', 'two']));
    await stop();
    await query(`SELECT pg_notify('news', 'three')`);
    expect(heard).toEqual(['one', 'two']);
  });
}

describe('the embedded database', () => {
  let database: Database;
  let home: string;
  let remove: () => void;
  beforeAll(async () => {
    const temporary = await temporaryHome();
    home = temporary.path;
    remove = temporary.remove;
    database = await openDatabase({ dataDirectory: home });
  });
  afterAll(async () => {
    await database.close();
    remove();
  });

  databaseCases(() => database);

  it('is refused to a second process and to a second opening, and keeps what is in it', async () => {
    await expect(openDatabase({ dataDirectory: home })).rejects.toMatchObject({ reason: 'database_in_use' });
    const second = spawnOpener(home);
    const [said] = await once(second.stdout ?? second, 'data');
    expect(String(said)).toContain(`is in use by process ${process.pid}`);
    await once(second, 'exit');

    await database.close();
    await expect(database.query('SELECT 1')).rejects.toThrow();
    database = await openDatabase({ dataDirectory: home });
    expect(await database.orm.select().from(settings)).toMatchObject([{ name: 'a' }]);
  });

  it('opens after a first start that was killed, at whatever point', async () => {
    const killed = path.join(folder, 'killed');
    // While files appear one after the other; about 980 are whole.
    for (const files of [20, 700]) {
      const left = await namesIn(killed);
      const child = spawnOpener(killed);
      const hasFiles = async () => {
        const part = (await namesIn(killed)).find((name) => name.endsWith('.part') && !left.includes(name));
        return part !== undefined && (await namesIn(path.join(killed, part), true)).length >= files;
      };
      while (!(await hasFiles()) && child.exitCode === null) await delay(20);
      await kill(child);
    }
    const whole = await openDatabase({ dataDirectory: killed });
    expect(await whole.query('SELECT count(*) FROM potoo.settings')).toEqual([{ count: 0 }]);
    await whole.close();
    expect((await readdir(killed)).filter((name) => name.startsWith('database'))).toEqual(['database']);
    // A database is made three times over, each in a process of a process.
  }, 600_000);

  it('says which folder it cannot use', async () => {
    const opening = openDatabase({ dataDirectory: '/dev/null/potoo' });
    await expect(opening).rejects.toMatchObject({ reason: 'database_folder', hint: expect.stringContaining('folder') });
    await expect(openDatabase({})).rejects.toThrow(TypeError);
  });
});

describe.skipIf(postgresMissing)(`PostgreSQL ${postgresMissing ?? ''}`, () => {
  let server: PostgresServer;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgres();
    const many = await Promise.all(Array.from({ length: 8 }, () => openDatabase({ databaseUrl: server.url })));
    const [first, ...others] = many;
    if (first === undefined) throw new TypeError('unreachable');
    database = first;
    await Promise.all(others.map((other) => other.close()));
  });
  afterAll(async () => {
    await database?.close();
    await server?.close();
  });

  databaseCases(() => database);

  it('was brought up to date by one of those that opened it at once', async () => {
    const [{ rows, distinct } = { rows: 0, distinct: 0 }] = await database.query<{ rows: number; distinct: number }>(
      'SELECT count(*) AS rows, count(DISTINCT hash) AS distinct FROM potoo.migrations',
    );
    expect(rows).toBeGreaterThan(0);
    expect(distinct).toBe(rows);
  });

  it('is used and listened to again after it was down', async () => {
    const heard: string[] = [];
    let connections = 0;
    const stop = await database.listen(
      'after',
      (payload) => heard.push(payload),
      () => {
        connections += 1;
      },
    );
    await server.kill();
    await expect(database.query('SELECT 1')).rejects.toThrow();
    await server.restart();
    await vi.waitFor(() => expect(connections).toBe(2), { timeout: 10_000 });
    await database.query(`SELECT pg_notify('after', 'back')`);
    await vi.waitFor(() => expect(heard).toEqual(['back']));
    await stop();
  });

  it('tells neither user nor password of an address that does not answer', async () => {
    const opening = openDatabase({ databaseUrl: 'postgres://me:hush@127.0.0.1:1/voices' });
    const error = await opening.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unreachable', reason: 'database_unreachable' });
    expect(String(error)).toContain('127.0.0.1:1/voices');
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/hush|me:/);
  });

  it('stops opening when it is told to', async () => {
    const opening = openDatabase({ databaseUrl: server.url, signal: AbortSignal.abort(new Error('enough')) });
    await expect(opening).rejects.toThrow('enough');
  });
});
