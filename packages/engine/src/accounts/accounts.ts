import { BadRequestError, NotFoundError } from '@potoo/core';
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { accounts, apiKeys } from '../db/schema/index.ts';
import { generateApiKey, hashApiKey, type KeyKind, maskApiKey } from './api-key.ts';
import { addToLedger } from './ledger.ts';
import { newId } from './new-id.ts';
import type { PlanName } from './plans.ts';

/** How a key is made. */
export interface NewKey {
  /** What the key is for, for a person. */
  readonly name: string;
  readonly plan: PlanName;
  /** @default 'secret' */
  readonly kind?: KeyKind;
  /** Whether it may keep models and the keys of others; only a secret one may. @default false */
  readonly administrates?: boolean;
  /** Credits that its account begins with. @default 0 */
  readonly credits?: number;
  /** Origins of the pages that may use a publishable key. */
  readonly origins?: readonly string[];
  /** Account to add the key to. @default A new one. */
  readonly accountId?: string;
}

/** A key as it is listed. */
export interface KeyFacts {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly plan: PlanName;
  readonly kind: KeyKind;
  /** Whether it may keep models and the keys of others. */
  readonly administrates: boolean;
  readonly mask: string;
  readonly origins: readonly string[];
  /** Credits of its account. */
  readonly balance: number;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

/** A key as it is shown once, when it is made. */
export interface IssuedKey {
  readonly id: string;
  readonly accountId: string;
  readonly key: string;
}

/** Makes a key, and an account for it unless one is named. The key cannot be shown again. */
export async function createKey(database: Database, wanted: NewKey): Promise<IssuedKey> {
  const { name, plan, kind = 'secret', administrates = false, credits = 0, origins = [] } = wanted;
  if (kind === 'publishable' && administrates) throw noAdministrator();
  if (kind === 'publishable' && origins.length === 0) throw noOrigins();
  if (!Number.isInteger(credits) || credits < 0) throw wrongCredits();
  return database.orm.transaction(async (tx) => {
    const accountId = wanted.accountId ?? newId('acct');
    if (wanted.accountId === undefined) {
      await tx.insert(accounts).values({ id: accountId, name, plan });
      if (credits > 0) await addToLedger(tx, { accountId, amount: credits, kind: 'grant', note: 'first credits' });
    } else if ((await tx.select().from(accounts).where(eq(accounts.id, accountId))).length === 0) {
      throw noAccount(accountId);
    }
    const key = generateApiKey(kind);
    const id = newId('key');
    const kept = { hash: hashApiKey(key), mask: maskApiKey(key), origins: [...origins] };
    await tx.insert(apiKeys).values({ id, accountId, kind, administrates, ...kept });
    return { id, accountId, key };
  });
}

/** Lists the keys that work, the newest first. */
export async function listKeys(database: Database): Promise<KeyFacts[]> {
  const rows = await database.orm
    .select({ key: apiKeys, account: accounts })
    .from(apiKeys)
    .innerJoin(accounts, eq(apiKeys.accountId, accounts.id))
    .where(isLive())
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map(({ key: { hash: _, kind, ...key }, account: { name, plan, balance } }) => ({
    ...key,
    kind: kind as KeyKind,
    name,
    plan: plan as PlanName,
    balance,
  }));
}

/** Finds the key that a request brought; `undefined` for one that is unknown, revoked or expired. */
export async function findKey(database: Database, key: string): Promise<KeyFacts | undefined> {
  const [row] = await database.orm
    .select({ key: apiKeys, account: accounts })
    .from(apiKeys)
    .innerJoin(accounts, eq(apiKeys.accountId, accounts.id))
    .where(and(eq(apiKeys.hash, hashApiKey(key)), isLive()));
  if (!row) return undefined;
  const { hash: _, kind, ...facts } = row.key;
  const { name, plan, balance } = row.account;
  return { ...facts, kind: kind as KeyKind, name, plan: plan as PlanName, balance };
}

/** Ends a key, now or later. @throws {NotFoundError} `key_not_found`. */
export async function revokeKey(database: Database, id: string, at: Date = new Date()): Promise<void> {
  const ended = await database.orm
    .update(apiKeys)
    .set({ expiresAt: at })
    .where(and(eq(apiKeys.id, id), isLive()))
    .returning({ id: apiKeys.id });
  if (ended.length === 0) throw noKey(id);
}

/** Makes a key that takes another's place; the old one goes on working until `overlapSeconds` have passed. */
export async function rotateKey(database: Database, id: string, overlapSeconds: number): Promise<IssuedKey> {
  const old = (await listKeys(database)).find((key) => key.id === id);
  if (!old) throw noKey(id);
  const { name, plan, kind, administrates, origins, accountId } = old;
  const issued = await createKey(database, { name, plan, kind, administrates, origins, accountId });
  await revokeKey(database, id, new Date(Date.now() + overlapSeconds * 1000));
  return issued;
}

/** Adds credits to an account; a negative amount takes some away. @returns The balance. */
export async function grantCredits(database: Database, accountId: string, amount: number): Promise<number> {
  if (!Number.isInteger(amount)) throw wrongCredits();
  return database.orm.transaction((tx) =>
    addToLedger(tx, { accountId, amount, kind: 'grant', note: 'granted by the operator' }),
  );
}

/** Notes that keys were used, as of now. */
export async function touchKeys(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.orm
    .update(apiKeys)
    .set({ lastUsedAt: new Date() })
    .where(sql`${apiKeys.id} = any(${sql.param([...ids])})`);
}

function isLive() {
  return or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`));
}

function noKey(id: string): NotFoundError {
  return new NotFoundError(`There is no key "${id.slice(0, 80)}".`, {
    reason: 'key_not_found',
    hint: '`potoo keys list` shows the ids of the keys that work.',
  });
}

function noAccount(id: string): NotFoundError {
  return new NotFoundError(`There is no account "${id.slice(0, 80)}".`, {
    reason: 'account_not_found',
    hint: '`potoo keys list` shows the account of each key.',
  });
}

function noOrigins(): BadRequestError {
  return new BadRequestError('A publishable key needs the origins of the pages that may use it.', {
    reason: 'invalid_parameter',
    param: 'origins',
    hint: 'Name them, such as https://app.example.',
  });
}

function noAdministrator(): BadRequestError {
  return new BadRequestError('A publishable key cannot be an administrator: anybody can read it in the page.', {
    reason: 'invalid_parameter',
    param: 'administrates',
    hint: 'Make a secret key.',
  });
}

function wrongCredits(): BadRequestError {
  return new BadRequestError('Credits are counted in whole numbers.', {
    reason: 'invalid_parameter',
    param: 'credits',
    hint: 'Give a whole number such as 500.',
  });
}
