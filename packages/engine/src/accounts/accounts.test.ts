import assert from 'node:assert/strict';
import { InsufficientCreditsError, PotooError } from '@potoo/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { sized } from '../testing/full-size.ts';
import { DATABASE_PLACES } from './__fixtures__/databases.ts';
import { createKey, findKey, grantCredits, listKeys, revokeKey, rotateKey, touchKeys } from './accounts.ts';
import { generateApiKey } from './api-key.ts';
import { creditBalance, refundAbandoned, renewReservations, reserveCredits, settleCredits } from './ledger.ts';

for (const place of DATABASE_PLACES) {
  describe.skipIf(place.missing)(
    `accounts on the ${place.kind} database${place.missing ? `: ${place.missing}` : ''}`,
    () => {
      let database: Database;
      let close: () => Promise<void>;
      beforeAll(async () => {
        const made = await place.create();
        database = await made.open();
        close = made.close;
      });
      afterAll(async () => {
        await database?.close();
        await close?.();
      });

      const account = async (credits: number) =>
        (await createKey(database, { name: 'test', plan: 'pro', credits })).accountId;
      const reserve = (accountId: string, amount: number) =>
        reserveCredits(database, { accountId, amount, feature: 'synthesize', holder: 'test' });
      const sumOf = async (accountId: string) => {
        const [row] = await database.query<{ sum: number }>(
          'select coalesce(sum(amount), 0)::int as sum from potoo.ledger where account_id = $1',
          [accountId],
        );
        return row?.sum;
      };

      test('a key is shown once, found by itself, and stored nowhere', async () => {
        const issued = await createKey(database, { name: 'An app', plan: 'enterprise', credits: 12 });
        const found = await findKey(database, issued.key);
        assert.deepEqual(
          [found?.id, found?.plan, found?.balance, found?.kind],
          [issued.id, 'enterprise', 12, 'secret'],
        );
        const tables = await database.query<{ name: string }>(
          "select table_name as name from information_schema.tables where table_schema = 'potoo' and table_type = 'BASE TABLE'",
        );
        for (const { name } of tables) {
          const rows = await database.query(`select * from potoo."${name}"`);
          assert.ok(!JSON.stringify(rows).includes(issued.key), name);
        }
        assert.equal(await findKey(database, generateApiKey('secret')), undefined);
      });

      test('a revoked key works no longer, and another in its place does', async () => {
        const first = await createKey(database, { name: 'Rotated', plan: 'pro', credits: 3 });
        const second = await rotateKey(database, first.id, 3600);
        assert.equal(second.accountId, first.accountId);
        assert.ok(await findKey(database, first.key), 'the old key works while they overlap');
        await revokeKey(database, first.id);
        assert.equal(await findKey(database, first.key), undefined);
        assert.equal((await findKey(database, second.key))?.balance, 3);
        await assert.rejects(revokeKey(database, first.id), { code: 'not_found', reason: 'key_not_found' });
        await assert.rejects(rotateKey(database, 'key_none', 1), { reason: 'key_not_found' });
      });

      test('keys are listed without what could be used', async () => {
        const { id, key } = await createKey(database, {
          name: 'Page',
          plan: 'pro',
          kind: 'publishable',
          origins: ['https://app.example'],
        });
        await touchKeys(database, [id]);
        const listed = (await listKeys(database)).find((entry) => entry.id === id);
        assert.deepEqual(
          [listed?.name, listed?.kind, listed?.origins],
          ['Page', 'publishable', ['https://app.example']],
        );
        assert.ok(listed?.lastUsedAt instanceof Date);
        assert.ok(!JSON.stringify(listed).includes(key));
      });

      test('what cannot be is refused', async () => {
        const name = 'bad';
        await assert.rejects(createKey(database, { name, plan: 'pro', kind: 'publishable' }), { param: 'origins' });
        await assert.rejects(createKey(database, { name, plan: 'pro', credits: 1.5 }), { param: 'credits' });
        await assert.rejects(createKey(database, { name, plan: 'pro', accountId: 'acct_none' }), {
          reason: 'account_not_found',
        });
        await assert.rejects(grantCredits(database, await account(1), -2), { code: 'insufficient_credits' });
      });

      test('200 requests at once on 100 credits: 100 pay, 100 are told what is missing', async () => {
        const accountId = await account(100);
        const results = await Promise.allSettled(
          Array.from({ length: 200 }, async () => {
            const { id } = await reserve(accountId, 1);
            return settleCredits(database, id, 1);
          }),
        );
        const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
        assert.equal(refused.length, 100);
        for (const error of refused) {
          assert.ok(PotooError.isInstance(error) && error instanceof InsufficientCreditsError);
          assert.equal(error.details?.['credits_required'], 1);
          assert.equal(typeof error.details?.['credits_available'], 'number');
        }
        assert.equal(await creditBalance(database, accountId), 0);
        assert.equal(await sumOf(accountId), 0);
      });

      test('settling gives back the rest, takes what is missing as far as it is there, and counts once', async () => {
        const accountId = await account(10);
        const { id, balance } = await reserve(accountId, 6);
        assert.equal(balance, 4);
        assert.deepEqual(await settleCredits(database, id, 2), { used: 2, balance: 8 });
        assert.deepEqual(await settleCredits(database, id, 2), { used: 2, balance: 8 });
        const costly = await reserve(accountId, 1);
        assert.deepEqual(await settleCredits(database, costly.id, 50), { used: 8, balance: 0 });
        assert.equal(await sumOf(accountId), 0);
      });

      test('what a dead process had put aside comes back, what a living one holds does not', async () => {
        const accountId = await account(10);
        await reserve(accountId, 4);
        await reserveCredits(database, { accountId, amount: 3, feature: 'synthesize', holder: 'living' });
        await database.query(
          "update potoo.reservations set expires_at = now() - interval '1 second' where account_id = $1",
          [accountId],
        );
        await renewReservations(database, 'living');
        assert.equal(await refundAbandoned(database), 1);
        assert.equal(await creditBalance(database, accountId), 7);
        assert.equal(await sumOf(accountId), 7);
      });

      test('whatever happens in whatever order, the ledger sums to the balance, which is never negative', async () => {
        const step = fc.record({
          kind: fc.constantFrom('grant', 'reserve', 'settle', 'refund', 'settleTwice'),
          amount: fc.integer({ min: 0, max: 20 }),
          pick: fc.nat({ max: 50 }),
        });
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
            const accountId = await account(20);
            let expected = 20;
            const open: Array<{ id: string; amount: number }> = [];
            for (const { kind, amount, pick } of steps) {
              const at = pick % Math.max(1, open.length);
              const held = open[at];
              if (kind === 'grant') expected = await grantCredits(database, accountId, amount);
              else if (kind === 'reserve') {
                const reserved = await reserve(accountId, amount).catch((error) => {
                  assert.ok(error instanceof InsufficientCreditsError && amount > expected);
                });
                if (!reserved) continue;
                open.push({ id: reserved.id, amount });
                expected -= amount;
                assert.equal(reserved.balance, expected);
              } else if (held) {
                open.splice(at, 1);
                const cost = kind === 'refund' ? 0 : amount;
                const used = Math.min(cost, held.amount + expected);
                expected += held.amount - used;
                for (let time = 0; time < (kind === 'settleTwice' ? 2 : 1); time++) {
                  assert.deepEqual(await settleCredits(database, held.id, cost), { used, balance: expected });
                }
              }
              assert.ok(expected >= 0);
            }
            assert.equal(await creditBalance(database, accountId), expected);
            assert.equal(await sumOf(accountId), expected);
          }),
          { numRuns: sized(10, 100) },
        );
      });
    },
  );
}
