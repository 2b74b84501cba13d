import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { DATABASE_PLACES } from '../../accounts/__fixtures__/databases.ts';
import type { Database } from '../../db/database.ts';
import { tellOfBody } from '../requests/watch-body.ts';
import { resolveServerOptions } from '../server-options.ts';
import { answerOnce } from './answer-once.ts';
import type { IdempotencyStore } from './contract.ts';
import { createDatabaseStore, freeUnfinished } from './database-store.ts';
import { createMemoryStore } from './memory-store.ts';

const { limits } = resolveServerOptions();

function post(key: string | undefined, body = '{"text":"Hello."}', contentType = 'application/json'): Request {
  const headers = { 'content-type': contentType, ...(key !== undefined && { 'idempotency-key': key }) };
  return new Request('http://potoo/v1/tts/', { method: 'POST', headers, body });
}

/** Work as a route does it: reads the body, then answers with a number that tells how often it was done. */
function counting(answer: (count: number) => Response | Promise<Response> = (count) => Response.json({ count })) {
  const work = {
    count: 0,
    for: (request: Request) => async () => {
      const body = new Uint8Array(await request.clone().arrayBuffer());
      for (let at = 0; at < body.length; at += 7) tellOfBody(request, body.subarray(at, at + 7));
      work.count += 1;
      return answer(work.count);
    },
  };
  return work;
}

type Work = ReturnType<typeof counting>;
const once = (store: IdempotencyStore, request: Request, work: Work, owner = 'a') =>
  answerOnce(request, { store, owner, limits, answer: work.for(request) });

const STORES = [{ kind: 'memory' as const, missing: undefined }, ...DATABASE_PLACES];

for (const place of STORES) {
  describe.skipIf(place.missing)(
    `requests with a key, answers in ${place.kind}${place.missing ? `: ${place.missing}` : ''}`,
    () => {
      let store: IdempotencyStore;
      let database: Database | undefined;
      let close = async () => {};
      beforeAll(async () => {
        if (place.kind === 'memory') {
          store = createMemoryStore();
          return;
        }
        const made = await place.create();
        close = made.close;
        database = await made.open();
        store = createDatabaseStore(database, 'test');
      });
      afterAll(async () => {
        store?.close();
        await database?.close();
        await close();
      });

      test('of fifty at once one does the work, and the others wait or repeat its answer', async () => {
        const work = counting(async (count) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          return Response.json({ count });
        });
        const results = await Promise.allSettled(Array.from({ length: 50 }, () => once(store, post('race'), work)));
        assert.equal(work.count, 1);
        for (const result of results) {
          if (result.status === 'fulfilled') assert.deepEqual(await result.value.json(), { count: 1 });
          else assert.deepEqual([result.reason.status, result.reason.reason], [409, 'idempotency_key_in_use']);
        }
        const later = await once(store, post('race'), work);
        assert.equal(later.headers.get('idempotent-replayed'), 'true');
        assert.deepEqual(await later.json(), { count: 1 });
      });

      test('an answer that holds a secret is not kept', async () => {
        const work = counting((count) => Response.json({ key: count }, { headers: { 'cache-control': 'no-store' } }));
        assert.deepEqual(await (await once(store, post('secret'), work)).json(), { key: 1 });
        assert.deepEqual(await (await once(store, post('secret'), work)).json(), { key: 2 });
      });

      test('a stream is kept once it was read to its end', async () => {
        const work = counting(
          (count) =>
            new Response(streamOf(['one ', 'two ', String(count)]), { headers: { 'content-type': 'audio/mpeg' } }),
        );
        assert.equal(await (await once(store, post('stream'), work)).text(), 'one two 1');
        const again = await once(store, post('stream'), work);
        assert.deepEqual([await again.text(), again.headers.get('content-type')], ['one two 1', 'audio/mpeg']);
        const left = await once(store, post('left'), work);
        await left.body?.cancel();
        assert.equal(await (await once(store, post('left'), work)).text(), 'one two 3');
      });

      test('another request with the same key is refused', async () => {
        const work = counting();
        await once(store, post('reused'), work);
        await assert.rejects(once(store, post('reused', '{"text":"Bye."}'), work), {
          status: 422,
          reason: 'idempotency_key_reused',
        });
        assert.equal(work.count, 1);
      });

      test('a form that is sent again with another boundary is the same request', async () => {
        const work = counting();
        const form = (boundary: string, text: string) =>
          post(
            'form',
            `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
            `multipart/form-data; boundary=${boundary}`,
          );
        await once(store, form('----one', 'x'), work);
        assert.deepEqual(await (await once(store, form('----other-boundary', 'x'), work)).json(), { count: 1 });
        await assert.rejects(once(store, form('----third', 'y'), work), { status: 422 });
      });

      test('the same key of two owners is two keys', async () => {
        const work = counting();
        await once(store, post('shared'), work, 'a');
        assert.deepEqual(await (await once(store, post('shared'), work, 'b')).json(), { count: 2 });
      });

      test('what was refused or failed for now is not kept', async () => {
        for (const status of [400, 402, 429, 503]) {
          const work = counting(() => Response.json({}, { status }));
          await once(store, post(`refused ${status}`), work);
          await once(store, post(`refused ${status}`), work);
          assert.equal(work.count, 2, String(status));
        }
        const failing = counting(() => {
          throw new Error('no');
        });
        await assert.rejects(once(store, post('thrown'), failing), /no/);
        await assert.rejects(once(store, post('thrown'), failing), /no/);
        assert.equal(failing.count, 2);
      });

      test('requests without a key, and keys that are too long', async () => {
        const work = counting();
        await once(store, post(undefined), work);
        await once(store, post(undefined), work);
        assert.equal(work.count, 2);
        await once(store, post('k'.repeat(255)), work);
        await assert.rejects(once(store, post('k'.repeat(256)), work), {
          status: 400,
          reason: 'invalid_idempotency_key',
        });
      });

      if (place.kind === 'embedded')
        test('what a dead process left unfinished is free again', async () => {
          assert.ok(database);
          assert.equal((await store.look('a', 'dead')).state, 'claimed');
          assert.equal((await store.look('a', 'dead')).state, 'in_flight');
          await freeUnfinished(database);
          assert.equal((await store.look('a', 'dead')).state, 'claimed');
        });

      if (place.kind !== 'memory')
        test('after a day a key is new', async () => {
          const work = counting();
          await once(store, post('old'), work);
          await database?.query(
            "update potoo.idempotent_requests set created_at = now() - interval '25 hours' where key = 'old'",
          );
          assert.deepEqual(await (await once(store, post('old'), work)).json(), { count: 2 });
        });
    },
  );
}

test('memory is bounded, and forgets after a day', async () => {
  let now = 0;
  const store = createMemoryStore(() => now);
  const work = counting(
    () => new Response(new Uint8Array(10 * 2 ** 20), { headers: { 'content-length': String(10 * 2 ** 20) } }),
  );
  for (let at = 0; at < 5; at++) await once(store, post(`large ${at}`), work);
  await once(store, post('large 4'), work);
  assert.equal(work.count, 5, 'the latest is kept');
  await once(store, post('large 0'), work);
  assert.equal(work.count, 6, 'the oldest made room');
  now = 25 * 3_600_000;
  await once(store, post('large 4'), work);
  assert.equal(work.count, 7);
});

function streamOf(pieces: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Buffer.from(piece));
      controller.close();
    },
  });
}
