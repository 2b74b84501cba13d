import { BadRequestError } from '@potoo/core/errors';
import { and, asc, count, eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { whileReachableStore } from '../db/database-unavailable.ts';
import { voices as table } from '../db/schema/index.ts';
import { parseStoredVoice, type StoredVoice } from './stored-voice.ts';
import type { VoiceStore } from './voice-store.ts';

/** Voices that one owner may keep. */
const MOST_VOICES = 200;

/** Keeps the voices of one owner in the database; those of others are not there. */
export function createDatabaseVoiceStore({ orm }: Pick<Database, 'orm'>, owner: string): VoiceStore {
  const own = (id: string) => and(eq(table.owner, owner), eq(table.id, id));
  return whileReachableStore<VoiceStore>({
    async list() {
      const rows = await orm
        .select({ voice: table.voice })
        .from(table)
        .where(eq(table.owner, owner))
        .orderBy(asc(table.createdAt), asc(table.id));
      return rows.map(({ voice }) => parseStoredVoice(voice));
    },
    async find(id) {
      const [row] = await orm.select({ voice: table.voice }).from(table).where(own(id));
      return row && parseStoredVoice(row.voice);
    },
    async put(voice: StoredVoice, recording) {
      const [kept] = await orm.select({ count: count() }).from(table).where(eq(table.owner, owner));
      if ((kept?.count ?? 0) >= MOST_VOICES) throw tooMany();
      const createdAt = new Date(voice.createdAt);
      await orm.insert(table).values({ id: voice.id, owner, voice, recording, createdAt });
    },
    async recording(id) {
      const [row] = await orm.select({ recording: table.recording }).from(table).where(own(id));
      return row && Uint8Array.from(row.recording);
    },
    async remove(id) {
      const removed = await orm.delete(table).where(own(id)).returning({ id: table.id });
      return removed.length > 0;
    },
  });
}

function tooMany(): BadRequestError {
  return new BadRequestError(`${MOST_VOICES} cloned voices are the most that an account can keep.`, {
    reason: 'too_many_voices',
    hint: 'Remove one that is not needed any more: DELETE /v1/voices/{id}.',
  });
}
