import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { temporaryVoices } from '../testing/__fixtures__/reference-speech.ts';
import { sized, tellFigure } from '../testing/full-size.ts';
import { clockMs, type Fault, mortalVoice } from './__fixtures__/mortal-voice.ts';
import { createServer } from './create-server.ts';

const KINDS: readonly Fault[] = ['abort', 'segfault', 'illegal', 'exit', 'devour', 'spin', 'babble'];
/** Garbage on the standard streams does no harm. */
const REASONS = { devour: 'host_memory', spin: 'host_stalled', babble: undefined } as const;
const CRASHES = sized(KINDS.length, 100);
/** Requests that are under way with each crash. */
const OTHERS = sized(6, 20);
/** At full size nothing else is at work that could hold up a process. */
const STALL_MS = sized(5_000, 2_000);

/** Milliseconds below which that share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

describe(`${CRASHES} crashes of ${KINDS.length} kinds, each amid ${OTHERS} requests`, () => {
  test('cost only the requests that bring them, each of which is told', { timeout: 600_000 }, async () => {
    const voicesDirectory = temporaryVoices();
    const deaths = path.join(voicesDirectory, 'deaths.txt');
    const backends = ['mortal', 'spared'].map((id) => mortalVoice(id, STALL_MS, deaths));
    const engine = createEngine({ backends, voicesDirectory, hosts: 2 });
    const server = await createServer(engine).listen({ port: 0 });
    onTestFinished(async () => {
      await server.close();
      await engine.close();
    });
    const say = async (text: string, voice: string) => {
      const body = JSON.stringify({ text, voice, format: 'wav' });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${server.url}/v1/tts/`, { method: 'POST', headers, body });
      const bytes = await response.bytes();
      if (response.ok) return { status: response.status, bytes: bytes.length, at: clockMs() };
      const { error } = JSON.parse(new TextDecoder().decode(bytes));
      return { status: response.status, reason: error.reason, requestId: error.request_id, at: clockMs() };
    };

    const answers: number[] = [];
    const afterDeath: number[] = [];
    const respawns: number[] = [];
    for (let crash = 0; crash < CRASHES; crash++) {
      const kind = KINDS[crash % KINDS.length] ?? 'abort';
      // Half of them with the very voice whose processes die.
      const others = Array.from({ length: OTHERS }, (_, at) => say('Still here.', at % 2 ? 'mortal' : 'spared'));
      const sentAt = clockMs();
      const told = await say(`${kind} is the word.`, 'mortal');
      const next = await say('And again.', 'mortal');
      const served = [...(await Promise.all(others)), next];
      expect(served.filter(({ status, bytes = 0 }) => status !== 200 || bytes < 16_000)).toEqual([]);
      if (kind === 'babble') {
        expect(told.status).toBe(200);
        continue;
      }
      const reason = kind in REASONS ? REASONS[kind as keyof typeof REASONS] : 'host_crashed';
      expect(told).toMatchObject({ status: 500, reason, requestId: expect.any(String) });
      if (reason === 'host_crashed') {
        answers.push(told.at - sentAt);
        afterDeath.push(told.at - Number(readFileSync(deaths, 'utf8').trim().split('\n').at(-1)));
      }
      respawns.push(next.at - told.at);
    }

    const crashes = Object.fromEntries(engine.stats().map((pool) => [pool.name, pool.crashes]));
    expect(crashes['spared']).toBe(0);
    // A process that died is tried once more, as it may have been chance; one that was ended is not.
    const once = (CRASHES / KINDS.length) * 2;
    expect(crashes['mortal']).toBeGreaterThan(once);
    tellFigure(`${CRASHES} crashes`, {
      'processes ended': crashes['mortal'] ?? 0,
      'other requests': CRASHES * (OTHERS + 1),
      'of them failed': 0,
      'ms from the death of the second process to the answer of what killed both, p50': quantile(afterDeath, 0.5),
      p95: quantile(afterDeath, 0.95),
      'ms from that request to its answer, p50': quantile(answers, 0.5),
      'ms until the voice spoke again, p50': quantile(respawns, 0.5),
      'at most': quantile(respawns, 1),
    });
  });
});
