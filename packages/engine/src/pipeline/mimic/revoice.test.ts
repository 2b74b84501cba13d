import assert from 'node:assert/strict';
import type { Emotion } from '@potoo/core';
import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, describe, test } from 'vitest';
import { measureVoice } from '../../dsp/mimic/measure-voice.ts';
import { medianOf, pitchRange } from '../../dsp/mimic/pitch-distribution.ts';
import { createEngine } from '../../engine.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';

const engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
afterAll(() => engine.close());

const woman = await referenceSpeech(engine, 'slt');
const man = await referenceSpeech(engine, 'rms');

function measure(wav: Uint8Array) {
  const { sampleRate, duration } = measureWav(wav);
  const samples = Float32Array.from(new Int16Array(wav.slice(44).buffer), (value) => value / 0x80_00);
  const measured = measureVoice(samples, sampleRate);
  assert.ok(measured);
  const { profile } = measured;
  return { ...profile, median: medianOf(profile.pitch), range: pitchRange(profile.pitch), duration, sampleRate };
}

const semitones = (from: number, to: number) => 12 * Math.log2(to / from);

describe('a voice is converted', () => {
  test('to a listed one, at the same length', async () => {
    const { audio } = await engine.convertVoice({ audio: man, targetVoice: 'slt', format: 'wav' });
    const [is, was, target] = [measure(audio.bytes()), measure(man), measure(woman)];
    assert.equal(is.duration, was.duration);
    assert.equal(is.sampleRate, was.sampleRate);
    assert.ok(Math.abs(semitones(target.median, is.median)) < 1, `${is.median} Hz, ${target.median} Hz`);
    assert.ok(Math.abs((is.formantSpacing ?? 0) / (target.formantSpacing ?? 1) - 1) < 0.05);
    assert.ok(Math.abs(is.level - was.level) < 2, `${is.level} and ${was.level} dBFS`);
  });

  test('to a known one that is not installed, which is stood in for', async () => {
    const { warnings } = await engine.convertVoice({ audio: man, targetVoice: 'af_bella', model: 'knn-vc' });
    assert.deepEqual(
      warnings.filter(({ type }) => type === 'fallback').map(({ subject }) => subject),
      ['model', 'voice'],
    );
  });

  test('not to one that nobody knows', async () => {
    const asked = engine.convertVoice({ audio: man, targetVoice: 'af_bela' });
    await assert.rejects(asked, { code: 'not_found', reason: 'voice_not_found', hint: /af_bella/ });
  });

  test('leaves silence silent, and says so', async () => {
    const silence = makeWav(new Float32Array(2 * 16_000), 16_000);
    const { audio, warnings } = await engine.convertVoice({ audio: silence, targetVoice: 'slt', format: 'wav' });
    assert.ok(warnings.some(({ subject, message }) => subject === 'audio' && message.startsWith('No voice was found')));
    const { duration, rms } = measureWav(audio.bytes());
    assert.equal(duration, 2);
    assert.ok(rms < 0.001);
  });
});

describe('delivery is changed', () => {
  const was = measure(woman);
  const SIGNS: Readonly<
    Record<Exclude<Emotion, 'neutral'>, { up: boolean; faster: boolean; wider: boolean; louder: boolean }>
  > = {
    happy: { up: true, wider: true, faster: true, louder: true },
    sad: { up: false, wider: false, faster: false, louder: false },
    angry: { up: true, wider: true, faster: true, louder: true },
    excited: { up: true, wider: true, faster: true, louder: true },
  };
  for (const [emotion, { up, faster, wider, louder }] of Object.entries(SIGNS)) {
    test(`to ${emotion}`, async () => {
      const { audio } = await engine.transformSpeech({ audio: woman, emotion: emotion as Emotion, format: 'wav' });
      const is = measure(audio.bytes());
      assert.equal(is.median > was.median, up, `${is.median} Hz, was ${was.median} Hz`);
      assert.equal(is.range > was.range, wider, `${is.range} semitones, was ${was.range}`);
      assert.equal(is.duration < was.duration, faster, `${is.duration} s, was ${was.duration} s`);
      assert.equal(is.level > was.level, louder, `${is.level} dBFS, was ${was.level} dBFS`);
      assert.equal(is.tilt > was.tilt, louder, `${is.tilt} dB per octave, was ${was.tilt}`);
    });
  }

  test('to another speed and voice, and not beyond what is allowed', async () => {
    const { audio } = await engine.transformSpeech({ audio: woman, speed: 2, voice: 'rms', format: 'wav' });
    const is = measure(audio.bytes());
    assert.ok(Math.abs(is.duration / was.duration - 0.5) < 0.01);
    assert.ok(Math.abs(semitones(measure(man).median, is.median)) < 1.5);
    await assert.rejects(engine.transformSpeech({ audio: woman, speed: 3 }), { param: 'speed' });
    await assert.rejects(engine.transformSpeech({ audio: woman, emotion: 'bored' as Emotion }), { param: 'emotion' });
  });
});
