import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryPostgres, type TestDatabase } from '../../db/__fixtures__/both-databases.ts';
import { postgresMissing } from '../../db/__fixtures__/postgres-server.ts';
import { ended, type JobDesk, openJobDesk } from '../../jobs/__fixtures__/job-desk.ts';
import { run } from '../__fixtures__/run.ts';
import { spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

describe('a worker that cannot know what to work on', () => {
  it('says what it needs, and that it was used wrongly', async () => {
    const alone = await run(['worker']);
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--database-url')]);
    expect(alone.err).toContain('hint: Name it, such as --database-url postgres://');
    const env = { DATABASE_URL: 'postgres://potoo@127.0.0.1:1/potoo' };
    const homeless = await run(['worker'], { env });
    expect([homeless.code, homeless.err]).toEqual([2, expect.stringContaining('--results')]);
  });

  it('says that the database does not answer', async () => {
    const url = 'postgres://potoo:hush@127.0.0.1:1/potoo';
    const { code, err } = await run(['worker', '--database-url', url, '--results', '/tmp/nowhere']);
    expect(code).toBe(1);
    expect(err).toContain('The database 127.0.0.1:1/potoo cannot be used');
    expect(err).not.toContain('hush');
  });
});

describe.skipIf(postgresMissing)(`a worker ${postgresMissing ?? ''}`, () => {
  let opened: TestDatabase;
  let desk: JobDesk;
  beforeAll(async () => {
    opened = await openTemporaryPostgres();
    desk = await openJobDesk(opened.database);
  });
  afterAll(async () => {
    await desk?.close();
    await opened?.close();
  });

  it('speaks what a server took, and ends with 0 when it is told to', async () => {
    const jobs = await desk.jobs();
    const request = { text: 'Good morning to you.', format: 'wav' } as const;
    const before = await jobs.submit('ann', { type: 'synthesize', request });
    const env = { ...process.env, DATABASE_URL: opened.options.databaseUrl, POTOO_RESULTS: desk.folder };
    const worker = spawnPotoo(['worker', '--jobs', '2'], { env });
    expect(await worker.said('Potoo works on up to 2 jobs at once')).toBeTruthy();
    const after = await jobs.submit('ann', {
      type: 'batch',
      requests: [request, { text: 'And to you.', format: 'mp3' }],
    });

    const { status, results } = await ended(jobs, 'ann', before.id);
    expect([status, results?.map(({ name }) => name)]).toEqual(['completed', ['speech.wav', 'details.json']]);
    const id = results?.[0]?.url.slice(-32) ?? '';
    const wav = await buffer(await desk.results.read({ id }));
    expect(wav.subarray(0, 4).toString()).toBe('RIFF');
    expect(wav.length).toBeGreaterThan(20_000);
    expect(await ended(jobs, 'ann', after.id)).toMatchObject({
      items: [{ status: 'completed' }, { status: 'completed' }],
    });

    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0 });
    expect((await jobs.state()).capacity).toBe(0);
  });
});
