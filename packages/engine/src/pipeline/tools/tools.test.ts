import assert from 'node:assert/strict';
import type { AudioInput, Feature, VoiceService } from '@potoo/core';
import { measureWav } from '@potoo/core/testing';
import { afterAll, describe, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { NO_RECORDINGS, ODD_RECORDINGS, recordingOf } from './__fixtures__/odd-recordings.ts';

const engine = createEngine({ hosts: 1 });
afterAll(() => engine.close());

const TOOLS: Readonly<Partial<Record<Feature, (service: VoiceService, audio: AudioInput) => Promise<Uint8Array[]>>>> = {
  enhance: async (service, audio) => [(await service.enhance({ audio, format: 'wav' })).audio.bytes()],
  dereverb: async (service, audio) => [(await service.dereverb({ audio, format: 'wav' })).audio.bytes()],
  separate: async (service, audio) =>
    (await service.separate({ audio, format: 'wav', stems: 4 })).stems.map((stem) => stem.audio.bytes()),
};

const { features } = await engine.capabilities();

describe.each(Object.entries(TOOLS).filter(([name]) => features.some((feature) => feature === name)))(
  '%s',
  (_, tool) => {
    test.each(Object.entries(ODD_RECORDINGS))(
      'keeps %s as long as it is',
      async (_name, { audio, seconds, rate, channels }) => {
        for (const bytes of (await tool?.(engine, audio)) ?? []) {
          const measured = measureWav(bytes);
          assert.deepEqual([measured.sampleRate, measured.channels], [rate, channels]);
          assert.equal(measured.frames, Math.round(seconds * rate));
          assert.ok(measured.rms <= 1);
        }
      },
    );

    test.each(Object.entries(NO_RECORDINGS))('refuses %s', async (_name, audio) => {
      await assert.rejects(async () => tool?.(engine, audio), { code: 'bad_request' });
    });
  },
);

test('analysis finds nothing in what has nothing', async () => {
  for (const name of ['a tenth of a second', 'silence', '192 kHz', 'eight channels']) {
    const odd = ODD_RECORDINGS[name];
    assert.ok(odd);
    const analysis = await engine.analyze({ audio: odd.audio, beats: true });
    assert.ok(Math.abs(analysis.duration - odd.seconds) < 0.01, name);
    assert.equal(analysis.bpm, null, name);
    assert.deepEqual(analysis.beats, [], name);
  }
});

test('analysis takes values that are no numbers for silence', async () => {
  const odd = ODD_RECORDINGS['values that are no numbers'];
  assert.ok(odd);
  const { truePeak } = await engine.analyze({ audio: odd.audio });
  assert.ok(truePeak !== null && Number.isFinite(truePeak) && truePeak < 6);
});

test('an abort stops a tool', async () => {
  const stopping = new AbortController();
  const long = recordingOf(60, 16_000, 1);
  const work = engine.dereverb({ audio: long.audio }, { signal: stopping.signal, onProgress: () => stopping.abort() });
  await assert.rejects(work, { name: 'AbortError' });
});

test('a model that is known and not installed is served, and said so; an unknown one is refused', async () => {
  const { audio } = recordingOf(1, 16_000, 1);
  await assert.rejects(engine.dereverb({ audio, model: 'wqe' }), { code: 'not_found', reason: 'model_not_found' });
  await assert.rejects(engine.analyze({ audio, model: 'demucs' }), { reason: 'model_not_found' });
});
