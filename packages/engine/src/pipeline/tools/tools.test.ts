import assert from 'node:assert/strict';
import type { AudioInput, Feature, VoiceService } from '@potoo/core';
import { measureWav } from '@potoo/core/testing';
import { afterAll, describe, test } from 'vitest';
import { createEngine } from '../../engine.ts';

const engine = createEngine({ hosts: 1 });
afterAll(() => engine.close());

/** A WAV file of 32-bit floats: `value` gives the sample of a frame and channel. */
function floatWav(
  { rate, channels, seconds }: { rate: number; channels: number; seconds: number },
  value: (time: number, channel: number) => number,
): Uint8Array<ArrayBuffer> {
  const frames = Math.round(rate * seconds);
  const bytes = new Uint8Array(44 + frames * channels * 4);
  const view = new DataView(bytes.buffer);
  const ascii = (at: number, text: string) => bytes.set(Buffer.from(text), at);
  ascii(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  ascii(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 4, true);
  view.setUint16(32, channels * 4, true);
  view.setUint16(34, 32, true);
  ascii(36, 'data');
  view.setUint32(40, frames * channels * 4, true);
  for (let frame = 0; frame < frames; frame++) {
    for (let channel = 0; channel < channels; channel++) {
      view.setFloat32(44 + (frame * channels + channel) * 4, value(frame / rate, channel), true);
    }
  }
  return bytes;
}

const hum = (time: number) => 0.3 * Math.sin(2 * Math.PI * 220 * time) + 0.1 * Math.sin(2 * Math.PI * 1760 * time);

const ODD: Readonly<
  Record<string, { audio: Uint8Array<ArrayBuffer>; seconds: number; rate: number; channels: number }>
> = {
  'a tenth of a second': { ...file(0.1, 16_000, 1), rate: 16_000, channels: 1 },
  'eight channels': { ...file(1, 48_000, 8), rate: 48_000, channels: 2 },
  '192 kHz': { ...file(0.5, 192_000, 2), rate: 192_000, channels: 2 },
  '8 kHz': { ...file(1, 8_000, 1), rate: 8_000, channels: 1 },
  'values that are no numbers': {
    ...file(1, 16_000, 1, (time) => (Math.floor(time * 1000) % 7 === 0 ? Number.NaN : hum(time))),
    rate: 16_000,
    channels: 1,
  },
  silence: { ...file(2, 16_000, 1, () => 0), rate: 16_000, channels: 1 },
};

function file(seconds: number, rate: number, channels: number, value = hum) {
  return { audio: floatWav({ rate, channels, seconds }, value), seconds };
}

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
    test.each(Object.entries(ODD))('keeps %s as long as it is', async (_name, { audio, seconds, rate, channels }) => {
      for (const bytes of (await tool?.(engine, audio)) ?? []) {
        const measured = measureWav(bytes);
        assert.deepEqual([measured.sampleRate, measured.channels], [rate, channels]);
        assert.equal(measured.frames, Math.round(seconds * rate));
        assert.ok(measured.rms <= 1);
      }
    });

    test('refuses what is no audio, and gives up when it is told to', async () => {
      await assert.rejects(async () => tool?.(engine, new TextEncoder().encode('no audio '.repeat(50))), {
        code: 'bad_request',
        reason: 'undecodable_audio',
      });
    });
  },
);

test('analysis finds nothing in what has nothing', async () => {
  for (const name of ['a tenth of a second', 'silence', '192 kHz', 'eight channels']) {
    const odd = ODD[name];
    assert.ok(odd);
    const analysis = await engine.analyze({ audio: odd.audio, beats: true });
    assert.ok(Math.abs(analysis.duration - odd.seconds) < 0.01, name);
    assert.equal(analysis.bpm, null, name);
    assert.deepEqual(analysis.beats, [], name);
  }
});

test('analysis takes values that are no numbers for silence', async () => {
  const odd = ODD['values that are no numbers'];
  assert.ok(odd);
  const { truePeak } = await engine.analyze({ audio: odd.audio });
  assert.ok(truePeak !== null && Number.isFinite(truePeak) && truePeak < 6);
});

test('an abort stops a tool', async () => {
  const stopping = new AbortController();
  const long = file(60, 16_000, 1);
  const work = engine.dereverb({ audio: long.audio }, { signal: stopping.signal, onProgress: () => stopping.abort() });
  await assert.rejects(work, { name: 'AbortError' });
});

test('a model that is known and not installed is served, and said so; an unknown one is refused', async () => {
  const { audio } = file(1, 16_000, 1);
  await assert.rejects(engine.dereverb({ audio, model: 'wqe' }), { code: 'not_found', reason: 'model_not_found' });
  await assert.rejects(engine.analyze({ audio, model: 'demucs' }), { reason: 'model_not_found' });
});
