import { buffer, json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { InternalError, type Job, ModelLoadingError } from '@potoo/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { onBothDatabases } from '../db/__fixtures__/both-databases.ts';
import { ToneService } from '../testing/__fixtures__/tone-service.ts';
import { ended, type JobDesk, openJobDesk } from './__fixtures__/job-desk.ts';
import type { Jobs, JobWorker } from './contract.ts';

const say = (text: string) => ({ type: 'synthesize', request: { text } }) as const;
const unknownJob = { code: 'not_found', reason: 'job_not_found' };

onBothDatabases('jobs', (opened) => {
  let desk: JobDesk;
  let jobs: Jobs;
  let service: ToneService;
  let worker: JobWorker | undefined;
  beforeAll(async () => {
    desk = await openJobDesk(opened().database);
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    service = new ToneService();
    jobs = await desk.jobs();
    await desk.database.execute(`DELETE FROM potoo.jobs; UPDATE potoo.results SET expires_at = '-infinity'`);
    await desk.results.sweep();
    desk.faults.length = 0;
  });
  afterEach(async () => {
    await worker?.drain(0);
    worker = undefined;
  });

  const work = async (capacity = 2) => {
    worker = await jobs.work(service, { capacity });
  };
  /** Holds the service up at its first word, until the work is stopped. */
  const hold = () => {
    const started = Promise.withResolvers<void>();
    service.beforeTone = (_, signal) => {
      started.resolve();
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    return started.promise;
  };
  const fetchJson = async (url = '') => json(await desk.results.read({ id: url.slice(url.lastIndexOf('/') + 1) }));

  describe('the work', () => {
    it('comes to an audio file, and to what is known of it', async () => {
      await work();
      const request = { text: 'one two three', words: true };
      const submitted = await jobs.submit('ann', { type: 'synthesize', request }, { baseUrl: 'https://potoo.example' });
      expect(submitted).toMatchObject({ status: 'queued', type: 'synthesize', progress: 0 });
      expect(submitted.id).toMatch(/^[0-9a-f]{32}$/);

      const job = await ended(jobs, 'ann', submitted.id);
      expect(job).toMatchObject({ status: 'completed', progress: 1, usage: { characters: 13 } });
      expect(job.resultUrl).toBe(`https://potoo.example/v1/results/${job.id}`);
      expect(job.results).toMatchObject([
        {
          name: 'speech.wav',
          contentType: 'audio/wav',
          url: expect.stringContaining('https://potoo.example/v1/results/'),
        },
        { name: 'details.json', contentType: 'application/json' },
      ]);
      const [audio, details] = job.results ?? [];
      const direct = await service.synthesize(request);
      const id = audio?.url.slice(-32) ?? '';
      expect(await buffer(await desk.results.read({ id }))).toEqual(Buffer.from(direct.audio.bytes()));
      expect(await fetchJson(details?.url)).toMatchObject({
        words: direct.words,
        voice: 'hum',
        duration: direct.duration,
      });
    });

    it('begins with audio that was handed in, and lets go of it afterwards', async () => {
      await work();
      const audio = new Uint8Array(70_000).fill(1);
      const heard = await jobs.submit('ann', { type: 'transcribe', request: { audio, fileName: 'a.wav' } });
      expect(await desk.stored()).toHaveLength(1);
      const { results, status } = await ended(jobs, 'ann', heard.id);
      expect([status, results?.map(({ name }) => name)]).toEqual(['completed', ['transcript.json']]);
      expect(await fetchJson(results?.[0]?.url)).toMatchObject({ text: '70000 bytes' });

      const stream = new Blob([audio]).stream();
      const converted = await jobs.submit('ann', { type: 'convertAudio', request: { audio: stream, format: 'flac' } });
      expect(await ended(jobs, 'ann', converted.id)).toMatchObject({
        results: [{ name: 'converted.flac', bytes: 70_000 }, {}],
      });
      await desk.results.sweep();
      // A transcript, a file, and what is known of it.
      expect(await desk.stored()).toHaveLength(3);
    });

    it('tells how far it has come, and misses no end', async () => {
      service.beforeTone = () => delay(150);
      const synthesize = service.synthesize.bind(service);
      service.synthesize = (request, call) => {
        service.beforeTone = async (index) => {
          call?.onProgress?.({ fraction: index / 6, stage: `word ${index}` });
          await delay(150);
        };
        return synthesize(request, call);
      };
      await work();
      const { id } = await jobs.submit('ann', say('one two three four five six'));
      const seen: Job[] = [];
      const revisions: number[] = [];
      for await (const { job, revision } of jobs.watch('ann', id)) {
        seen.push(job);
        revisions.push(revision);
      }
      expect(seen.at(-1)).toMatchObject({ status: 'completed', progress: 1 });
      const running = seen.filter(({ status }) => status === 'running');
      expect(running.some(({ progress, stage }) => progress > 0 && stage?.startsWith('word'))).toBe(true);
      expect(running.map(({ progress }) => progress)).toEqual(running.map(({ progress }) => progress).toSorted());
      // At most twice a second: 0.9 s of work cannot tell more often than this.
      expect(running.length).toBeLessThan(5);
      expect(new Set(revisions).size).toBe(revisions.length);

      const known = revisions.at(-2) ?? 0;
      const resumed = await Array.fromAsync(jobs.watch('ann', id, { after: known }));
      expect(resumed).toMatchObject([{ job: { status: 'completed' }, revision: revisions.at(-1) }]);
      expect(await Array.fromAsync(jobs.watch('ann', id, { after: revisions.at(-1) ?? 0 }))).toEqual([]);
    });
  });

  describe('a batch', () => {
    const batch = (texts: readonly string[], voices: Record<number, string> = {}) => ({
      type: 'batch' as const,
      requests: texts.map((text, index) => ({ text, ...(voices[index] && { voice: voices[index] }) })),
    });

    it('speaks each text into a file of its own, and tells which failed', async () => {
      await work();
      const texts = ['first of all', 'second', 'third', 'fourth'];
      const { id } = await jobs.submit('ann', batch(texts, { 2: 'nobody' }), { baseUrl: 'http://h' });
      const job = await ended(jobs, 'ann', id);
      expect(job).toMatchObject({ status: 'completed', progress: 1, usage: { characters: 24 } });
      expect(job.items?.map(({ index, status }) => [index, status])).toEqual([
        [0, 'completed'],
        [1, 'completed'],
        [2, 'failed'],
        [3, 'completed'],
      ]);
      expect(job.items?.[2]?.error).toMatchObject({ code: 'not_found', reason: 'voice_not_found' });
      const [summary, ...files] = job.results ?? [];
      expect(files.map(({ name }) => name).toSorted()).toEqual([0, 1, 3].map((index) => `item-${index}-speech.wav`));
      const first = job.items?.[0]?.resultUrl;
      expect(await fetchJson(summary?.url)).toMatchObject({
        batch_id: id,
        total: 4,
        completed: 3,
        items: [
          { index: 0, status: 'completed', url: first, error: null },
          {},
          { url: null, error: { code: 'not_found' } },
          {},
        ],
      });
    });

    it('fails if all of it fails', async () => {
      await work();
      const { id } = await jobs.submit('ann', batch(['a', 'b'], { 0: 'nobody', 1: 'nobody' }));
      expect(await ended(jobs, 'ann', id)).toMatchObject({
        status: 'failed',
        error: {
          code: 'not_found',
          reason: 'voice_not_found',
          message: expect.stringContaining('No text of the batch'),
        },
      });
    });

    it('does not speak again what was finished before it was handed back', async () => {
      const stuck = Promise.withResolvers<void>();
      service.beforeTone = async (_, signal) => {
        if (service.requests.length <= 3) return;
        stuck.resolve();
        await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      };
      await work(1);
      const { id } = await jobs.submit('ann', batch(['a', 'b', 'c', 'd', 'e', 'f']));
      await stuck.promise;
      await vi.waitFor(async () => {
        const done = (await jobs.get('ann', id)).items?.filter(({ status }) => status === 'completed');
        expect(done).toHaveLength(3);
      });
      await worker?.drain(0);
      expect(await jobs.get('ann', id)).toMatchObject({ status: 'queued' });
      service = new ToneService();
      await work(1);
      const { items } = await ended(jobs, 'ann', id);
      expect(items?.every(({ status }) => status === 'completed')).toBe(true);
      expect(service.tones).toBe(3);
    });
  });

  describe('cancelling', () => {
    it('stops the work in another process, and leaves no file', async () => {
      const holding = hold();
      await work();
      const { id } = await jobs.submit('ann', say('one two'));
      await holding;
      const elsewhere = await desk.jobs();
      expect(await elsewhere.cancel('ann', id)).toMatchObject({
        id,
        status: 'cancelled',
        completedAt: expect.any(Date),
      });
      await vi.waitFor(() => expect([service.active, service.aborted]).toEqual([0, 1]), { timeout: 5_000 });
      expect(await jobs.cancel('ann', id)).toMatchObject({ status: 'cancelled' });
      expect(await desk.stored()).toEqual([]);
    });

    it('keeps a job that waits from being started, and the end of one that has ended', async () => {
      const waiting = await jobs.submit('ann', say('never'));
      await jobs.cancel('ann', waiting.id);
      await work();
      const other = await jobs.submit('ann', say('but this'));
      expect(await ended(jobs, 'ann', other.id)).toMatchObject({ status: 'completed' });
      expect(await jobs.cancel('ann', other.id)).toMatchObject({ status: 'completed' });
      expect(service.requests).toMatchObject([{ text: 'but this' }]);
    });

    it('cancels what is left of a batch, and keeps what is done', async () => {
      service.beforeTone = async (_, signal) => {
        if (service.requests.length > 2)
          await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      };
      await work();
      const { id } = await jobs.submit('ann', { type: 'batch', requests: [...'abcdef'].map((text) => ({ text })) });
      await vi.waitFor(async () => {
        const done = (await jobs.get('ann', id)).items?.filter(({ status }) => status === 'completed');
        expect(done).toHaveLength(2);
      });
      const { items } = await jobs.cancel('ann', id);
      expect(items?.map(({ status }) => status).toSorted()).toEqual([
        ...Array(4).fill('cancelled'),
        'completed',
        'completed',
      ]);
      await vi.waitFor(() => expect(service.active).toBe(0));
      expect(await desk.stored()).toHaveLength(2);
    });
  });

  describe('failing', () => {
    it('is final where another try cannot help, and can be tried again by hand', async () => {
      await work();
      const { id } = await jobs.submit('ann', { type: 'synthesize', request: { text: 'hello', voice: 'nobody' } });
      const failed = await ended(jobs, 'ann', id);
      expect(failed).toMatchObject({ status: 'failed', error: { code: 'not_found', reason: 'voice_not_found' } });
      expect(service.requests).toHaveLength(1);
      service.streamSpeech = ToneService.prototype.streamSpeech.bind(new ToneService());
      await desk.database.query(`UPDATE potoo.jobs SET request = '{"text":"hello"}' WHERE id = $1`, [id]);
      expect(await jobs.retry('ann', id)).toMatchObject({ id, status: 'queued', progress: 0 });
      expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
      await expect(jobs.retry('ann', id)).rejects.toMatchObject({ status: 409, reason: 'job_not_retryable' });
    });

    it('is tried three times where another try may help', async () => {
      let tries = 0;
      service.beforeTone = () => {
        tries += 1;
        throw tries < 3 ? new ModelLoadingError('Not yet.', { reason: 'overloaded' }) : new InternalError('Broken.');
      };
      await work();
      const { id } = await jobs.submit('ann', say('again'));
      expect(await ended(jobs, 'ann', id)).toMatchObject({
        status: 'failed',
        error: { code: 'internal_error', message: 'Broken.' },
      });
      expect(tries).toBe(3);
    });

    it('tells nothing of the inside of the server', async () => {
      service.beforeTone = () => {
        throw new Error('password hush at /home/potoo');
      };
      await work();
      const { id } = await jobs.submit('ann', say('secret'));
      const { error } = await ended(jobs, 'ann', id);
      expect(error).toMatchObject({ code: 'internal_error' });
      expect(JSON.stringify(error)).not.toMatch(/hush|home/);
      expect(desk.faults.at(-1)).toMatchObject({ message: 'password hush at /home/potoo' });
    });

    it('needs the audio still to be there to be tried again', async () => {
      service.beforeTone = () => {
        throw new InternalError('Broken.', { retryable: false });
      };
      await work();
      const request = { audio: new Uint8Array(10) };
      const { id } = await jobs.submit('ann', { type: 'transcribe', request });
      expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'failed' });
      service.beforeTone = () => {};
      await jobs.retry('ann', id);
      expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });

      service.beforeTone = () => {
        throw new InternalError('Broken.', { retryable: false });
      };
      const lost = await jobs.submit('ann', { type: 'transcribe', request });
      await ended(jobs, 'ann', lost.id);
      await desk.database.query(`UPDATE potoo.results SET expires_at = '-infinity' WHERE job_id = $1`, [lost.id]);
      await expect(jobs.retry('ann', lost.id)).rejects.toThrow('no longer kept');
    });
  });

  describe('owners', () => {
    it('know of their own jobs only', async () => {
      const { id } = await jobs.submit('ann', say('mine'));
      await expect(jobs.get('ben', id)).rejects.toMatchObject(unknownJob);
      await expect(jobs.cancel('ben', id)).rejects.toMatchObject(unknownJob);
      await expect(jobs.retry('ben', id)).rejects.toMatchObject(unknownJob);
      await expect(jobs.watch('ben', id).next()).rejects.toMatchObject(unknownJob);
      await expect(jobs.list('ben', { before: id })).rejects.toMatchObject(unknownJob);
      expect(await jobs.list('ben')).toEqual([]);
      expect(await jobs.get('ann', id)).toMatchObject({ status: 'queued' });
    });

    it('list their jobs, latest first, page by page', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 7; count += 1) ids.unshift((await jobs.submit('ann', say(`${count}`))).id);
      await jobs.submit('ben', say('other'));
      await jobs.cancel('ann', ids[3] ?? '');
      const page = async (before?: string) => (await jobs.list('ann', { limit: 3, before })).map(({ id }) => id);
      expect([await page(), await page(ids[2]), await page(ids[5])]).toEqual([
        ids.slice(0, 3),
        ids.slice(3, 6),
        ids.slice(6),
      ]);
      expect(await jobs.list('ann', { status: 'cancelled' })).toMatchObject([{ id: ids[3] }]);
    });

    it('take turns, however many jobs one of them has', async () => {
      for (let count = 0; count < 12; count += 1) await jobs.submit('ann', say(`ann ${count}`));
      await jobs.submit('ben', say('ben 0'));
      await jobs.submit('ben', { type: 'batch', requests: [{ text: 'ben 1' }, { text: 'ben 2' }] });
      const { id } = await jobs.submit('cyd', say('cyd 0'));
      await work(1);
      await ended(jobs, 'cyd', id);
      const order = service.requests.map((request) => ('text' in request ? String(request.text) : ''));
      expect(order.indexOf('ben 0')).toBeLessThan(3);
      expect(order.indexOf('cyd 0')).toBeLessThan(4);
    });
  });

  describe('hooks', () => {
    it('hear of each job once when it is queued and once when it ends, within the same transaction', async () => {
      const told: string[] = [];
      const hooked = await desk.jobs({
        hooks: [
          {
            async onQueued(job, tx) {
              expect(job.context).toEqual({ key: 'k1' });
              await tx.execute(`INSERT INTO potoo.settings VALUES ('queued ${job.id} ${job.run}', '1')`);
              told.push(`queued ${job.run}`);
            },
            async onEnded(job) {
              told.push(`${job.status} ${job.usage?.characters ?? ''}`.trim());
            },
          },
        ],
      });
      worker = await hooked.work(service, { capacity: 1 });
      const submit = (text: string, voice = 'hum') =>
        hooked.submit('ann', { type: 'synthesize', request: { text, voice } }, { context: { key: 'k1' } });
      const good = await submit('four');
      await ended(hooked, 'ann', good.id);
      const bad = await submit('x', 'nobody');
      await ended(hooked, 'ann', bad.id);
      await hooked.retry('ann', bad.id);
      await ended(hooked, 'ann', bad.id);
      await worker.drain(0);
      const waiting = await submit('y');
      await hooked.cancel('ann', waiting.id);
      await hooked.cancel('ann', waiting.id);
      expect(told).toEqual([
        'queued 1',
        'completed 4',
        'queued 1',
        'failed',
        'queued 2',
        'failed',
        'queued 1',
        'cancelled',
      ]);
      const rows = await desk.database.query(`SELECT count(*) AS n FROM potoo.settings WHERE name LIKE 'queued %'`);
      expect(rows).toEqual([{ n: 4 }]);
    });

    it('refuse a job by throwing, and nothing is left of it', async () => {
      const refusing = await desk.jobs({
        hooks: [{ onQueued: async () => Promise.reject(new InternalError('No credit.')) }],
      });
      const request = { audio: new Uint8Array(10) };
      await expect(refusing.submit('ann', { type: 'transcribe', request })).rejects.toThrow('No credit.');
      expect(await jobs.list('ann')).toEqual([]);
      expect(await desk.stored()).toEqual([]);
      await work();
      const { id } = await jobs.submit('ann', say('next'));
      await ended(jobs, 'ann', id);
      expect(service.requests).toHaveLength(1);
    });
  });

  describe('a worker', () => {
    it('hands back what it cannot finish in time, without counting it as a try', async () => {
      const holding = hold();
      await work();
      const { id } = await jobs.submit('ann', say('long'));
      await holding;
      await worker?.drain(0);
      expect(service.active).toBe(0);
      const { startsLeft, status } = await jobs.record('ann', id);
      expect([status, startsLeft]).toEqual(['queued', 5]);
      expect((await jobs.state()).capacity).toBe(0);
      service = new ToneService();
      await work();
      expect(await ended(jobs, 'ann', id)).toMatchObject({ status: 'completed' });
    });

    it('lets what is under way finish when it has the time', async () => {
      const started = Promise.withResolvers<void>();
      const go = Promise.withResolvers<void>();
      service.beforeTone = () => {
        started.resolve();
        return go.promise;
      };
      await work();
      const { id } = await jobs.submit('ann', say('short'));
      await started.promise;
      const draining = worker?.drain(30_000);
      go.resolve();
      await draining;
      expect(await jobs.get('ann', id)).toMatchObject({ status: 'completed' });
    });

    it('writes nothing once another has the job', async () => {
      const holding = hold();
      await work(1);
      const { id } = await jobs.submit('ann', say('fenced'));
      await holding;
      // What another process does when it takes the job up.
      await desk.database.query('UPDATE potoo.jobs SET attempt = attempt + 1, revision = revision + 1 WHERE id = $1', [
        id,
      ]);
      await vi.waitFor(() => expect(service.active).toBe(0), { timeout: 5_000 });
      expect(await jobs.get('ann', id)).toMatchObject({ status: 'running' });
      expect(await desk.stored()).toEqual([]);
    });
  });

  describe('what cannot be done', () => {
    it('is refused before anything is kept', async () => {
      const refused = (request: unknown) => jobs.submit('ann', request as Parameters<Jobs['submit']>[1]);
      await expect(refused(say(' '))).rejects.toMatchObject({ reason: 'empty_text', param: 'text' });
      await expect(refused(say('x'.repeat(50_001)))).rejects.toMatchObject({ reason: 'text_too_long' });
      await expect(refused({ type: 'transcribe', request: {} })).rejects.toMatchObject({ reason: 'missing_file' });
      await expect(refused({ type: 'dance', request: {} })).rejects.toMatchObject({
        code: 'bad_request',
        param: 'type',
      });
      const texts = (count: number) => Array.from({ length: count }, () => ({ text: 'x' }));
      for (const requests of [texts(0), texts(51), 'x']) {
        await expect(refused({ type: 'batch', requests })).rejects.toMatchObject({ param: 'requests' });
      }
      const third = [...texts(2), { text: '' }];
      await expect(refused({ type: 'batch', requests: third })).rejects.toMatchObject({
        message: expect.stringContaining('Text 3'),
        param: 'requests.2.text',
      });
      async function* arriving() {
        yield 'x';
      }
      await expect(refused({ type: 'synthesize', request: { text: arriving() } })).rejects.toMatchObject({
        param: 'text',
      });
      expect(await jobs.list('ann')).toEqual([]);
      expect(await desk.stored()).toEqual([]);
    });

    it('is refused while too much waits already, or for too long', async () => {
      const overloaded = { code: 'model_loading', reason: 'overloaded', retryAfterMs: 60_000 };
      await desk.database.execute(`INSERT INTO potoo.jobs (id, owner, type, request, base_url, context, turn, starts_left)
        SELECT 'x' || n, 'crowd', 'synthesize', '{"text":"x"}', '', '{}', n, 3 FROM generate_series(1, 1000) n`);
      expect(await jobs.state()).toMatchObject({ queued: 1_000, running: 0 });
      await expect(jobs.submit('ann', say('one more'))).rejects.toMatchObject(overloaded);
      await desk.database.execute(`DELETE FROM potoo.jobs WHERE id <> 'x1'`);
      await jobs.submit('ann', say('there is room'));
      await desk.database.execute(`UPDATE potoo.jobs SET queued_at = now() - interval '16 minutes' WHERE id = 'x1'`);
      await expect(jobs.submit('ann', say('not this'))).rejects.toMatchObject(overloaded);
    });

    it('is known by how long nothing has moved while jobs wait', async () => {
      await desk.database.execute('DELETE FROM potoo.jobs');
      expect(await jobs.state()).toMatchObject({ queued: 0, stalledMs: 0 });
      const { id } = await jobs.submit('ann', say('waiting'));
      expect((await jobs.state()).stalledMs).toBeLessThan(60_000);
      await desk.database.execute(`UPDATE potoo.jobs SET queued_at = now() - interval '2 minutes'`);
      expect((await jobs.state()).stalledMs).toBeGreaterThan(60_000);
      await desk.database.execute(`INSERT INTO potoo.jobs (id, owner, type, status, request, base_url, context, turn, starts_left)
        VALUES ('moving', 'bob', 'synthesize', 'running', '{"text":"x"}', '', '{}', 1, 3)`);
      expect((await jobs.state()).stalledMs).toBeLessThan(60_000);
      await jobs.cancel('ann', id);
      await desk.database.execute('DELETE FROM potoo.jobs');
    });
  });
});
