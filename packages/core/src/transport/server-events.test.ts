import { expect, it } from 'vitest';
import { parseServerEvents } from './server-events.ts';

async function parse(text: string, size = 5, limit = 1000): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const events: unknown[] = [];
  for await (const event of parseServerEvents(chunks(), limit)) events.push(event);
  return events;
}

it.each([1, 3, 1000])('reads data however it is cut (%i bytes a piece)', async (size) => {
  const text = 'retry: 1\n\n: comment\n\nevent: job\nid: 3\ndata: {"a":"é\\n"}\n\ndata:[1]\r\n\r\ndata: {"b":2}\n\n';
  expect(await parse(text, size)).toEqual([{ a: 'é\n' }, [1], { b: 2 }]);
});

it('ends at what ends a stream, and takes no cut line for an event', async () => {
  expect(await parse('data: 1\n\ndata: [DONE]\n\ndata: 2\n\n')).toEqual([1]);
  expect(await parse('data: 1\n\ndata: {"a"')).toEqual([1]);
  expect(await parse('data: 1\n\ndata: 12')).toEqual([1]);
});

it('refuses what is no JSON, and what is too long', async () => {
  await expect(parse('data: no\n\n')).rejects.toMatchObject({ reason: 'invalid_response' });
  await expect(parse(`data: "${'a'.repeat(2000)}"\n\n`)).rejects.toMatchObject({ reason: 'invalid_response' });
});
