import { afterAll, describe, expect, it } from 'vitest';
import { onBothDatabases, openTemporaryPostgres } from '../db/__fixtures__/both-databases.ts';
import { postgresMissing } from '../db/__fixtures__/postgres-server.ts';
import { openDatabase } from '../db/open-database.ts';
import { createDatabaseVoiceStore } from '../voices/database-voice-store.ts';
import type { ConversationStore, TurnToKeep } from './contract.ts';
import { createDatabaseConversations } from './database-store.ts';
import { createMemoryConversations } from './memory-store.ts';

let counter = 0;

/** A turn that says `user N` and answers `one two`, a second for each word. */
function turnOf(conversationId: string, isFirst: boolean, change: Partial<TurnToKeep> = {}): TurnToKeep {
  counter += 1;
  const wordEnds = [
    { end: 1, charEnd: 3 },
    { end: 2, charEnd: 7 },
  ];
  const said = { userText: `user ${counter}`, replyText: 'one two', interrupted: false, wordEnds, duration: 2.5 };
  const turn = { id: `turn_${counter}`, ...said, createdAt: new Date() };
  return { conversationId, isFirst, systemPrompt: undefined, turn, ...change };
}

const notFound = { code: 'not_found', reason: 'conversation_not_found' };

function cases(create: (lifetimeMs?: number) => ConversationStore): void {
  const begin = async (store: ConversationStore, owner: string): Promise<TurnToKeep> => {
    counter += 1;
    const first = turnOf(`conv_${counter}`, true, { systemPrompt: 'Be kind.' });
    await store.keep(owner, first);
    return first;
  };

  it('keeps the turns of a conversation in order, with its prompt', async () => {
    const store = create();
    const first = await begin(store, 'ann');
    const id = first.conversationId;
    const second = turnOf(id, false, { systemPrompt: 'Be brief.' });
    await store.keep('ann', second);
    const found = await store.find('ann', id);
    expect(found).toMatchObject({ id, turnCount: 2, systemPrompt: 'Be brief.' });
    expect(found?.turns.map(({ userText }) => userText)).toEqual([first.turn.userText, second.turn.userText]);
    expect(Object.keys(found?.turns[0] ?? {}).sort()).toEqual(
      ['createdAt', 'id', 'interrupted', 'replyText', 'userText'].sort(),
    );
    expect(found?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 6 * 24 * 3_600_000);
  });

  it('does not exist for anybody else', async () => {
    const store = create();
    const { conversationId: id, turn } = await begin(store, 'ann');
    expect(await store.find('ben', id)).toBeUndefined();
    expect((await store.list('ben', { limit: 100 })).filter((one) => one.id === id)).toEqual([]);
    expect(await store.remove('ben', id)).toBe(false);
    await expect(store.keep('ben', turnOf(id, false))).rejects.toMatchObject(notFound);
    await expect(store.cut('ben', id, turn.id, 1)).rejects.toMatchObject(notFound);
    expect((await store.find('ann', id))?.turns).toHaveLength(1);
  });

  it('lists the latest first, a page at a time', async () => {
    const store = create();
    const owner = `owner ${counter}`;
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.unshift((await begin(store, owner)).conversationId);
    const [, , , , oldest = ''] = ids;
    await store.keep(owner, turnOf(oldest, false));
    const expected = [oldest, ...ids.slice(0, 4)];
    expect((await store.list(owner, { limit: 20 })).map(({ id }) => id)).toEqual(expected);
    expect((await store.list(owner, { limit: 2 })).map(({ id }) => id)).toEqual(expected.slice(0, 2));
    expect((await store.list(owner, { limit: 2, before: expected[1] })).map(({ id }) => id)).toEqual(
      expected.slice(2, 4),
    );
    expect(await store.list(owner, { limit: 2, before: 'conv_of_nobody' })).toEqual([]);
  });

  it('cuts a reply down to what was heard', async () => {
    const store = create();
    const { conversationId: id, turn } = await begin(store, 'ann');
    expect(await store.cut('ann', id, turn.id, 9)).toMatchObject({ replyText: 'one two', interrupted: false });
    expect(await store.cut('ann', id, turn.id, 1.5)).toMatchObject({ replyText: 'one', interrupted: true });
    expect(await store.cut('ann', id, turn.id, 9)).toMatchObject({ replyText: 'one', interrupted: true });
    expect((await store.find('ann', id))?.turns[0]).toMatchObject({ replyText: 'one', interrupted: true });
    await expect(store.cut('ann', id, 'turn_0', 1)).rejects.toMatchObject({ reason: 'turn_not_found' });
  });

  it('forgets', async () => {
    const store = create();
    const { conversationId: id } = await begin(store, 'ann');
    expect(await store.remove('ann', id)).toBe(true);
    expect(await store.remove('ann', id)).toBe(false);
    expect(await store.find('ann', id)).toBeUndefined();
    await expect(store.keep('ann', turnOf(id, false))).rejects.toMatchObject(notFound);
    expect(await store.find('ann', id)).toBeUndefined();
  });

  it('has nothing that has expired', async () => {
    const store = create(1);
    const owner = `owner of the past ${counter}`;
    const { conversationId: id, turn } = await begin(store, owner);
    await expect.poll(() => store.find(owner, id)).toBeUndefined();
    expect(await store.list(owner, { limit: 10 })).toEqual([]);
    await expect(store.keep(owner, turnOf(id, false))).rejects.toMatchObject(notFound);
    await expect(store.cut(owner, id, turn.id, 1)).rejects.toMatchObject(notFound);
  });

  it('keeps turns that come at once apart, and in some order', async () => {
    const store = create();
    const { conversationId: id } = await begin(store, 'ann');
    await Promise.all(Array.from({ length: 10 }, () => store.keep('ann', turnOf(id, false))));
    const found = await store.find('ann', id);
    expect(found?.turns).toHaveLength(11);
    expect(new Set(found?.turns.map((turn) => turn.id)).size).toBe(11);
  });
}

describe('conversations in memory', () => {
  const shared = createMemoryConversations();
  cases((lifetimeMs) => (lifetimeMs === undefined ? shared : createMemoryConversations(lifetimeMs)));
});

onBothDatabases('conversations', (opened) => {
  const opens: number[] = [];
  cases((lifetimeMs) =>
    createDatabaseConversations(async () => {
      opens.push(1);
      return opened().database;
    }, lifetimeMs),
  );
  afterAll(() => expect(opens.length).toBeGreaterThan(0));

  it('are removed some time after they have expired', async () => {
    const { database } = opened();
    const brief = createDatabaseConversations(async () => database, 1);
    await brief.keep('zoe', turnOf('conv_of_zoe', true));
    await expect.poll(() => brief.find('zoe', 'conv_of_zoe')).toBeUndefined();
    // Another process, which looks with its first turn.
    await createDatabaseConversations(async () => database).keep('zoe', turnOf('conv_two_of_zoe', true));
    expect(await database.query(`SELECT id FROM potoo.conversations WHERE id = 'conv_of_zoe'`)).toEqual([]);
    expect(
      await database.query(`SELECT id FROM potoo.conversation_turns WHERE conversation_id = 'conv_of_zoe'`),
    ).toEqual([]);
  });
});

describe.skipIf(postgresMissing)(`two processes${postgresMissing ? ` (${postgresMissing})` : ''}`, () => {
  it('take the turns of one conversation one after the other', async () => {
    const { database, options, close } = await openTemporaryPostgres();
    const other = await openDatabase(options);
    try {
      const [here, there] = [database, other].map((one) => createDatabaseConversations(async () => one));
      const { signal } = new AbortController();
      const order: string[] = [];
      const leave = await here?.claim('ann', 'conv_shared', signal);
      const waiting = there?.claim('ann', 'conv_shared', signal).then((next) => {
        order.push('there');
        return next;
      });
      // Another conversation waits for nobody, and one that waits can be given up.
      await (await there?.claim('ann', 'conv_other', signal))?.();
      const aborter = new AbortController();
      const givenUp = there?.claim('ben', 'conv_shared', signal).then(async (free) => {
        const second = here?.claim('ben', 'conv_shared', aborter.signal);
        aborter.abort(new Error('given up'));
        await expect(second).rejects.toThrow('given up');
        await free();
      });
      await givenUp;
      order.push('here');
      await leave?.();
      await (await waiting)?.();
      expect(order).toEqual(['here', 'there']);
    } finally {
      await other.close();
      await close();
    }
  });
});

describe.skipIf(postgresMissing)(`a database that is lost${postgresMissing ? ` (${postgresMissing})` : ''}`, () => {
  it('is told of as what passes, for conversations and for voices', async () => {
    const { database, server, close } = await openTemporaryPostgres();
    try {
      const conversations = createDatabaseConversations(async () => database);
      const voices = createDatabaseVoiceStore(database, 'ann');
      const conversationId = 'conv_lost';
      await conversations.keep('ann', turnOf(conversationId, true));
      await server.kill();
      const passes = { code: 'model_loading', reason: 'database_unavailable' };
      await expect(conversations.find('ann', conversationId)).rejects.toMatchObject(passes);
      await expect(conversations.list('ann', { limit: 1 })).rejects.toMatchObject(passes);
      await expect(voices.list()).rejects.toMatchObject(passes);
      await expect(voices.remove('voice')).rejects.toMatchObject(passes);
    } finally {
      await close();
    }
  });
});
