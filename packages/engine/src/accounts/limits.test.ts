import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { DATABASE_PLACES } from './__fixtures__/databases.ts';
import { type Caller, LOCAL_CALLER } from './caller.ts';
import { type Concurrency, createConcurrency } from './concurrency.ts';
import { PLANS } from './plans.ts';
import { createRateLimits } from './rate-limits.ts';

const caller = (accountId: string): Caller => ({ ...LOCAL_CALLER, accountId, plan: PLANS.pro });

for (const place of DATABASE_PLACES) {
  describe.skipIf(place.missing)(
    `limits on the ${place.kind} database${place.missing ? `: ${place.missing}` : ''}`,
    () => {
      // As many as there would be server processes.
      const databases: Database[] = [];
      let close: () => Promise<void>;
      beforeAll(async () => {
        const made = await place.create();
        close = made.close;
        for (let opened = 0; opened < (place.kind === 'postgres' ? 4 : 1); opened++) databases.push(await made.open());
      });
      afterAll(async () => {
        for (const database of databases) await database.close();
        await close?.();
      });

      test('a minute admits as many requests as the plan has, over all processes', async () => {
        const limits = databases.map(createRateLimits);
        const asks = Array.from({ length: 100 }, (_, at) => limits[at % limits.length]?.count(caller('rate')));
        const states = await Promise.all(asks);
        assert.equal(states.filter((state) => state?.admitted).length, 60);
        assert.equal(states.filter((state) => state?.remaining === 0).length, 41);
        for (const state of states) {
          assert.equal(state?.limit, 60);
          const seconds = ((state?.resetAt.getTime() ?? 0) - Date.now()) / 1000;
          assert.ok(seconds > 0 && seconds <= 61, `resets in ${seconds} s`);
        }
        const other = await limits[0]?.count(caller('somebody else'));
        assert.deepEqual([other?.admitted, other?.remaining], [true, 59]);
        assert.equal((await limits.at(-1)?.state(caller('rate')))?.remaining, 0);
      });

      test('as many requests as the plan has are worked on at once, over all processes', async () => {
        const bounds: Concurrency[] = databases.map(createConcurrency);
        const asks = Array.from({ length: 20 }, (_, at) => bounds[at % bounds.length]?.acquire(caller('busy')));
        const leases = (await Promise.all(asks)).filter((lease) => lease !== undefined);
        assert.equal(leases.length, 5);
        await leases[0]?.release();
        await leases[0]?.release();
        const next = await bounds.at(-1)?.acquire(caller('busy'));
        assert.ok(next, 'a place that was given back is free');
        assert.equal(await bounds[0]?.acquire(caller('busy')), undefined);
        assert.ok(await bounds[0]?.acquire(caller('idle')));
        for (const bound of bounds) bound.close();
      });
    },
  );
}
