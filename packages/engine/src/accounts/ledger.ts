import { InsufficientCreditsError, NotFoundError } from '@potoo/core';
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../db/database.ts';
import { accounts, ledger, reservations } from '../db/schema/index.ts';
import { newId } from './new-id.ts';

/** How long a reservation lasts whose holder says nothing. */
const RESERVATION_MS = 2 * 60_000;

/** A change of a balance. */
interface LedgerEntry {
  readonly accountId: string;
  /** Credits; negative when taken. */
  readonly amount: number;
  readonly kind: 'grant' | 'reserve' | 'settle' | 'refund';
  readonly note: string;
  readonly reservationId?: string;
}

/**
 * Changes a balance and writes down why, in one transaction, so that the ledger always sums to the balance.
 * @returns The new balance.
 * @throws {InsufficientCreditsError} If there is less than is taken.
 */
export async function addToLedger(tx: Transaction, entry: LedgerEntry): Promise<number> {
  const { accountId, amount } = entry;
  const [changed] = await tx
    .update(accounts)
    .set({ balance: sql`${accounts.balance} + ${amount}` })
    .where(and(eq(accounts.id, accountId), gte(accounts.balance, -amount)))
    .returning({ balance: accounts.balance });
  if (!changed) throw notEnough(-amount, await balanceOf(tx, accountId));
  await tx.insert(ledger).values(entry);
  return changed.balance;
}

/** Credits put aside, and what is left beside them. */
export interface Reservation {
  readonly id: string;
  readonly balance: number;
}

/** Credits to put aside. */
export interface WantedReservation {
  readonly accountId: string;
  /** Credits. */
  readonly amount: number;
  readonly feature: string;
  /** Who will settle; see {@link renewReservations}. */
  readonly holder: string;
  /** @default A random one. */
  readonly id?: string;
  /** When it is given back if its holder says nothing. @default In two minutes. */
  readonly expiresAt?: Date;
}

/**
 * Puts credits aside for work that is about to begin.
 * @throws {InsufficientCreditsError} With `credits_required` and `credits_available`.
 */
export async function reserveCredits(database: Database, wanted: WantedReservation): Promise<Reservation> {
  return database.orm.transaction((tx) => reserveWithin(tx, wanted));
}

/** The same, in a transaction of the caller's. */
export async function reserveWithin(tx: Transaction, wanted: WantedReservation): Promise<Reservation> {
  const { accountId, amount, feature, holder, id = newId('res') } = wanted;
  const entry = { accountId, amount: -amount, kind: 'reserve', note: feature, reservationId: id } as const;
  const balance = await addToLedger(tx, entry);
  const expiresAt = wanted.expiresAt ?? new Date(Date.now() + RESERVATION_MS);
  await tx.insert(reservations).values({ id, accountId, amount, feature, holder, expiresAt });
  return { id, balance };
}

/** What a settled reservation came to. */
export interface Settlement {
  /** Credits taken in the end. */
  readonly used: number;
  readonly balance: number;
}

/**
 * Takes what the work cost and gives back the rest. Work that cost more than was put aside takes as much more as there is.
 * Settling twice changes nothing.
 * @param cost - Credits; 0 gives everything back.
 */
export async function settleCredits(database: Database, id: string, cost: number): Promise<Settlement> {
  return database.orm.transaction((tx) => settleWithin(tx, id, cost));
}

/** The same, in a transaction of the caller's. */
export async function settleWithin(tx: Transaction, id: string, cost: number): Promise<Settlement> {
  const [closed] = await tx
    .update(reservations)
    .set({ open: false })
    .where(and(eq(reservations.id, id), eq(reservations.open, true)))
    .returning();
  if (!closed) return alreadySettled(tx, id);
  const { accountId, amount, feature: note } = closed;
  const missing = cost - amount;
  const more = missing > 0 ? Math.min(missing, await balanceOf(tx, accountId, { lock: true })) : missing;
  const kind = cost === 0 ? 'refund' : 'settle';
  const balance =
    more === 0
      ? await balanceOf(tx, accountId)
      : await addToLedger(tx, { accountId, amount: -more, kind, note, reservationId: id });
  return { used: amount + more, balance };
}

async function alreadySettled(tx: Transaction, id: string): Promise<Settlement> {
  const [known] = await tx.select().from(reservations).where(eq(reservations.id, id));
  if (!known)
    throw new NotFoundError('The credits that were put aside are not known.', { reason: 'reservation_not_found' });
  const [sum] = await tx
    .select({ taken: sql<number>`-sum(${ledger.amount})::int` })
    .from(ledger)
    .where(eq(ledger.reservationId, id));
  return { used: sum?.taken ?? 0, balance: await balanceOf(tx, known.accountId) };
}

/** Says that a holder still works, so that its reservations stay. */
export async function renewReservations(database: Database, holder: string): Promise<void> {
  await database.orm
    .update(reservations)
    .set({ expiresAt: new Date(Date.now() + RESERVATION_MS) })
    .where(and(eq(reservations.holder, holder), eq(reservations.open, true)));
}

/** Gives back what dead holders had put aside. @returns How many reservations. */
export async function refundAbandoned(database: Database): Promise<number> {
  const abandoned = await database.orm
    .select({ id: reservations.id })
    .from(reservations)
    .where(and(eq(reservations.open, true), lt(reservations.expiresAt, new Date())));
  for (const { id } of abandoned) await settleCredits(database, id, 0);
  return abandoned.length;
}

/** An account's credits. @throws {NotFoundError} `account_not_found`. */
export async function creditBalance(database: Database, accountId: string): Promise<number> {
  return balanceOf(database.orm, accountId);
}

/** The latest changes of an account's balance, the newest first. */
export async function recentEntries(database: Database, accountId: string, limit = 100) {
  return database.orm
    .select()
    .from(ledger)
    .where(eq(ledger.accountId, accountId))
    .orderBy(desc(ledger.id))
    .limit(limit);
}

async function balanceOf(
  db: Pick<Transaction, 'select'>,
  accountId: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<number> {
  const query = db.select({ balance: accounts.balance }).from(accounts).where(eq(accounts.id, accountId));
  const [found] = await (lock ? query.for('update') : query);
  if (!found) {
    throw new NotFoundError(`There is no account "${accountId.slice(0, 80)}".`, {
      reason: 'account_not_found',
      hint: '`potoo keys list` shows the account of each key.',
    });
  }
  return found.balance;
}

function notEnough(required: number, available: number): InsufficientCreditsError {
  return new InsufficientCreditsError('You do not have enough credits for this request.', {
    reason: 'insufficient_credits',
    hint: `It takes ${required} credits, and ${available} are left.`,
    details: { credits_required: required, credits_available: available },
  });
}
