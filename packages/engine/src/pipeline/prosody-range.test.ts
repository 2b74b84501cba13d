import { afterAll, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { WIDEST_RANGE, withinRange } from './prosody-range.ts';

const engine = createEngine({ hosts: 1 });
afterAll(() => engine.close());

test('what a voice can do is asked for as it stands', () => {
  const wanted = { rate: 2, pitch: 0.5 };
  expect(withinRange(wanted, WIDEST_RANGE, 'slt')).toEqual({ manner: wanted, warnings: [] });
});

test('what it cannot do is brought to its edge, and told', () => {
  const { manner, warnings } = withinRange({ rate: 2.5, pitch: 0.5 }, { rate: [0.46, 2.3], pitch: [0.6, 1.8] }, 'de');
  expect(manner).toEqual({ rate: 2.3, pitch: 0.6 });
  expect(warnings.map(({ type, subject }) => [type, subject])).toEqual([
    ['unsupported', 'rate'],
    ['unsupported', 'pitch'],
  ]);
});

test('a text that asks for more carries the warning once, however many sentences ask', async () => {
  const text = '<speak><prosody rate="400%"><s>One sentence.</s><s>And another.</s></prosody></speak>';
  const { warnings } = await engine.synthesize({ text, voice: 'slt', speed: 2, format: 'wav' });
  expect(warnings).toMatchObject([{ type: 'unsupported', subject: 'rate' }]);
});
