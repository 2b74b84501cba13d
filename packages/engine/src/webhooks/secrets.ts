import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { webhookSecrets as table } from '../db/schema/index.ts';

/** How long messages are signed with the old secret too, after a new one was made. */
const OVERLAP_MS = 24 * 3_600_000;

/** The secret of an owner, made when it is first asked for. */
export async function webhookSecret({ orm }: Database, owner: string): Promise<string> {
  await orm.insert(table).values({ owner, secret: newSecret() }).onConflictDoNothing();
  const [row] = await orm.select().from(table).where(eq(table.owner, owner));
  if (!row) throw new TypeError('The secret of an owner was not kept.');
  return row.secret;
}

/** Makes a new secret. Messages are signed with both for a day, so that receivers can change over. */
export async function rotateWebhookSecret(database: Database, owner: string): Promise<string> {
  await webhookSecret(database, owner);
  const secret = newSecret();
  await database.orm
    .update(table)
    .set({ secret, previous: sql`${table.secret}`, previousUntil: new Date(Date.now() + OVERLAP_MS) })
    .where(eq(table.owner, owner));
  return secret;
}

/** The secrets that a message to an owner is signed with now, the newest first. */
export async function signingSecrets(database: Database, owner: string): Promise<string[]> {
  const secret = await webhookSecret(database, owner);
  const [row] = await database.orm.select().from(table).where(eq(table.owner, owner));
  const isOverlapping = row?.previous && row.previousUntil && row.previousUntil.getTime() > Date.now();
  return isOverlapping && row.previous ? [secret, row.previous] : [secret];
}

/** 192 bits, as Standard Webhooks writes them. */
function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
