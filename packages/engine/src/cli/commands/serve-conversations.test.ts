import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { potoo } from '@potoo/core';
import { afterAll, expect, test } from 'vitest';
import { type LanguageServer, replyEvent, startLanguageServer, startReply } from '../../testing/language-server.ts';
import { spawnPotoo } from '../__fixtures__/spawn-potoo.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'potoo-talk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve({ baseUrl }: LanguageServer) {
  const server = spawnPotoo(['serve', '--port', '0', '--no-ui', '--data', folder, '--llm-base-url', baseUrl]);
  const address = /http:\S+/.exec(await server.said('Potoo serves at http://127.0.0.1:'))?.[0] ?? '';
  return { ...server, address };
}

test('a server that is killed loses no finished turn', { timeout: 240_000 }, async () => {
  await using language = await startLanguageServer(({ request }) => `Reply to: ${request.messages.at(-1)?.content}`);
  const first = await serve(language);
  const client = potoo({ baseUrl: first.address, maxRetries: 0 });
  const finished: string[] = [];
  const { conversationId } = await client.converse({ text: 'Turn 0.', format: 'wav' });
  finished.push('Turn 0.');
  for (let turn = 1; turn <= 4; turn++) {
    await client.converse({ text: `Turn ${turn}.`, conversationId, format: 'wav' });
    finished.push(`Turn ${turn}.`);
  }
  // It is killed in the middle of a turn that is being spoken.
  language.answer = ({ response }) => {
    startReply(response);
    response.write(replyEvent('This sentence is spoken, and never finished. And then '));
    return undefined;
  };
  const broken = (async () => {
    let bytes = 0;
    for await (const event of client.streamTurn({ text: 'Turn 5.', conversationId, format: 'wav' })) {
      if (event.type === 'audio') bytes += event.data.length;
      if (bytes > 4_000) first.child.kill('SIGKILL');
    }
  })();
  await expect(broken).rejects.toMatchObject({ code: 'unreachable' });
  await first.ended;
  await client.close();

  const second = await serve(language);
  const after = potoo({ baseUrl: second.address });
  const { turns } = await after.getConversation(conversationId);
  expect(turns.map(({ userText }) => userText)).toEqual(finished);
  expect(turns.map(({ replyText }) => replyText)).toEqual(finished.map((text) => `Reply to: ${text}`));
  language.answer = () => 'Yes.';
  await after.converse({ text: 'Still there?', conversationId, format: 'wav' });
  expect(language.calls.at(-1)?.request.messages).toHaveLength(12);
  await after.close();
  second.child.kill('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0 });
});
