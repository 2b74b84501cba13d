import { findKey, type KeyFacts, touchKeys } from '../../accounts/accounts.ts';
import { isApiKey } from '../../accounts/api-key.ts';
import type { Database } from '../../db/database.ts';

/** How long what is known of a key is believed: so long one goes on working that another process has revoked. */
const BELIEVED_MS = 5_000;
const TOUCH_MS = 60_000;
/** Keys that are remembered at most. */
const REMEMBERED = 10_000;

/** Looks keys up, without asking the database each time. */
export interface KeyBook {
  find(key: string): Promise<KeyFacts | undefined>;
  /** Whether a publishable key names the origin. */
  namesOrigin(origin: string): Promise<boolean>;
  /** Believes nothing any longer: each key is looked up anew. */
  forget(): void;
  close(): Promise<void>;
}

/** Makes the key book of a process. It writes down now and then which keys were used. */
export function createKeyBook(database: Database): KeyBook {
  const known = new Map<string, { readonly facts: Promise<KeyFacts | undefined>; readonly until: number }>();
  const used = new Set<string>();
  const origins = new Set<string>();
  let learnedAt = 0;
  const writeDown = async () => {
    const ids = [...used];
    used.clear();
    await touchKeys(database, ids);
  };
  const learnOrigins = async () => {
    learnedAt = Date.now();
    const rows = await database.query<{ origin: string }>(
      `select distinct jsonb_array_elements_text(origins) as origin from potoo.api_keys
       where expires_at is null or expires_at > now()`,
    );
    origins.clear();
    for (const { origin } of rows) origins.add(origin);
  };
  const upkeep = setInterval(() => {
    writeDown().catch(() => {});
  }, TOUCH_MS);
  upkeep.unref();

  return {
    async find(key) {
      // What cannot be a key costs no query, so that guessing tells nothing and takes nothing.
      if (!isApiKey(key)) return undefined;
      let entry = known.get(key);
      if (!entry || entry.until < Date.now()) {
        if (known.size >= REMEMBERED) known.clear();
        entry = { facts: findKey(database, key), until: Date.now() + BELIEVED_MS };
        known.set(key, entry);
        entry.facts.catch(() => known.delete(key));
      }
      const facts = await entry.facts;
      if (!facts || (facts.expiresAt && facts.expiresAt.getTime() <= Date.now())) return undefined;
      used.add(facts.id);
      for (const origin of facts.origins) origins.add(origin);
      return facts;
    },
    async namesOrigin(origin) {
      // A key may have been made since; strangers must not make us ask at every request.
      if (!origins.has(origin) && Date.now() > learnedAt + BELIEVED_MS) await learnOrigins();
      return origins.has(origin);
    },
    forget: () => known.clear(),
    async close() {
      clearInterval(upkeep);
      await writeDown().catch(() => {});
    },
  };
}
