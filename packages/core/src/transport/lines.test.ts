import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamTruncatedError, UnreachableError } from '../errors/errors.ts';
import { collect, rejection } from './__fixtures__/loopback.ts';
import { parseLines, splitLines } from './lines.ts';

const LIMIT = 256 * 1024 * 1024;
const encoder = new TextEncoder();

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let start = 0, index = 0; start < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    // A copy in a buffer that is overwritten afterwards, as a network stack may.
    const chunk = bytes.slice(start, start + size);
    yield chunk;
    start += size;
  }
}

describe('the line decoder (C4)', () => {
  it('gives the same records however the bytes are split and the lines end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.string({ unit: 'grapheme' }), value: fc.jsonValue({ maxDepth: 3 }) }), {
          maxLength: 6,
        }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 65_536 })), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.constantFrom('\n', '\r', '\r\n', '\n\n', ' \r\n'),
        fc.boolean(),
        async (records, sizes, end, endsLast) => {
          const lines = records.map((record) => JSON.stringify(record));
          const text = lines.join(end) + (endsLast ? end : '');
          const decoded = await collect(parseLines(cut(encoder.encode(text), sizes), LIMIT));
          expect(decoded).toEqual(lines.map((line) => JSON.parse(line)));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('takes linear time on long lines', { retry: 3 }, async () => {
    const timeMs = async (megabytes: number) => {
      const chunk = new Uint8Array(16 * 1024).fill(0x61);
      async function* chunks() {
        for (let sent = 0; sent < megabytes * 64; sent += 1) yield chunk;
        yield encoder.encode('\n');
      }
      const started = performance.now();
      const [line] = await collect(splitLines(chunks(), LIMIT));
      const passedMs = performance.now() - started;
      expect(line?.bytes.length).toBe(megabytes * 1024 * 1024);
      return passedMs;
    };
    const best = { 32: Number.POSITIVE_INFINITY, 64: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 5; round += 1) {
      best[32] = Math.min(best[32], await timeMs(32));
      best[64] = Math.min(best[64], await timeMs(64));
    }
    // Quadratic time would be four times.
    expect(best[64]).toBeLessThan(2.3 * best[32]);
  });

  it('reads nothing ahead of its reader', async () => {
    let made = 0;
    async function* frames() {
      for (; made < 100; made += 1) yield encoder.encode(`{"frame":${made}}\n`);
    }
    const lines = parseLines(frames(), LIMIT);
    for (let read = 0; read < 3; read += 1) await lines.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(made).toBeLessThanOrEqual(3);
    await lines.return(undefined);
  });

  it('refuses what is no record, and quotes none of it', async () => {
    const secret = 'my-private-words';
    const bad: ReadonlyArray<[string, Uint8Array]> = [
      ['not JSON', encoder.encode(`{"text": ${secret}}\n`)],
      ['not UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22, 0x0a)],
      ['nested', encoder.encode(`${'['.repeat(100)}${']'.repeat(100)}\n`)],
      ['nested far', encoder.encode(`${'['.repeat(200_000)}${']'.repeat(200_000)}\n`)],
      ['longer', encoder.encode(`"${secret.repeat(2000)}"\n`)],
    ];
    for (const [problem, bytes] of bad) {
      const limit = problem === 'longer' ? 10_000 : LIMIT;
      const error = await rejection(collect(parseLines(cut(bytes, [4096]), limit)));
      expect(error).toBeInstanceOf(UnreachableError);
      expect(error).toMatchObject({ reason: 'invalid_response' });
      expect(`${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(secret);
    }
  });

  it('calls a last line that was cut a truncated stream', async () => {
    const error = await rejection(collect(parseLines(cut(encoder.encode('{"a":1}\n{"b":'), [3]), LIMIT)));
    expect(error).toBeInstanceOf(StreamTruncatedError);
  });
});
