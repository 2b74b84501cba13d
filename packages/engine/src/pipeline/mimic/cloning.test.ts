import assert from 'node:assert/strict';
import { makeWav, measureWav } from '@potoo/core/testing';
import { afterAll, describe, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { referenceSpeech, temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { medianPitch } from '../../testing/median-pitch.ts';
import { sharedData } from '../../testing/shared-data.ts';

const voicesDirectory = temporaryVoices();
const engine = createEngine({ hosts: 1, voicesDirectory });
afterAll(() => engine.close());

const consent = { speaker: 'A Person', statement: 'I agree that my voice is cloned.' };
const TEXT = 'Hello there. This voice was cloned, and it keeps its words in time.';
const man = await referenceSpeech(engine, 'rms');
const pitchOf = (wav: Uint8Array) => {
  const samples = Float32Array.from(new Int16Array(wav.slice(44).buffer), (value) => value / 0x80_00);
  return medianPitch(samples, measureWav(wav).sampleRate);
};

describe('a cloned voice', () => {
  test('speaks by id and by name, in its own pitch, and its words keep their times', async () => {
    const voice = await engine.cloneVoice({ reference: man, name: 'Rudolf', consent });
    assert.equal(voice.gender, 'male');
    const byId = await engine.synthesize({ text: TEXT, voice: voice.id, format: 'wav', words: true });
    const byName = await engine.synthesize({ text: TEXT, voice: 'RUDOLF', format: 'wav' });
    assert.equal(byName.voice, voice.id);
    assert.deepEqual(byId.audio.bytes(), byName.audio.bytes());
    assert.ok(Math.abs(12 * Math.log2(pitchOf(byId.audio.bytes()) / pitchOf(man))) < 1.5);
    assert.equal(byId.words.length, 13);
    for (const [index, word] of byId.words.entries()) {
      assert.equal(TEXT.slice(word.charStart, word.charEnd), word.text);
      assert.ok(word.start >= (byId.words[index - 1]?.end ?? 0) - 0.001 && word.end <= byId.duration);
    }
    const slow = await engine.synthesize({ text: TEXT, voice: voice.id, format: 'wav', speed: 0.5 });
    assert.ok(slow.duration > 1.7 * byId.duration, `${slow.duration} s and ${byId.duration} s`);
  });

  test('streams sentence by sentence, and serves in another engine on the same folder', async () => {
    const other = createEngine({ hosts: 1, voicesDirectory });
    try {
      const events = await Array.fromAsync(other.streamSpeech({ text: TEXT, voice: 'rudolf', format: 'wav' }));
      assert.equal(events[0]?.type, 'start');
      assert.ok(events.filter(({ type }) => type === 'audio').length > 1);
    } finally {
      await other.close();
    }
  });

  test('is never chosen for somebody who did not name it', async () => {
    const { voice, model } = await engine.synthesize({ text: TEXT, format: 'wav' });
    assert.deepEqual([model, voice], ['flite', 'slt']);
    await assert.rejects(engine.synthesize({ text: TEXT, model: 'mimic' }), { code: 'not_found' });
  });

  test('has to be named by its id where two have one name', async () => {
    const { id } = await engine.cloneVoice({ reference: man, name: 'Twin', consent });
    const copy = await engine.importVoice({ file: await engine.exportVoice(id) });
    await assert.rejects(engine.synthesize({ text: TEXT, voice: 'twin' }), {
      reason: 'ambiguous_voice',
      param: 'voice',
    });
    assert.equal((await engine.synthesize({ text: 'Hi.', voice: `mimic/${copy.id}` })).voice, copy.id);
    for (const voice of [id, copy.id]) await engine.deleteVoice(voice);
  });
});

describe('one text in the voice of a recording', () => {
  test('keeps nothing', async () => {
    const before = (await engine.listVoices()).length;
    const { audio, model, voice } = await engine.speakAs({ reference: man, text: TEXT, format: 'wav' });
    assert.deepEqual([model, voice], ['mimic', 'reference']);
    assert.ok(Math.abs(12 * Math.log2(pitchOf(audio.bytes()) / pitchOf(man))) < 1.5);
    assert.equal((await engine.listVoices()).length, before);
  });

  test('says when another model does the work, and refuses one that nobody knows', async () => {
    const { warnings } = await engine.speakAs({ reference: man, text: 'Hi.', model: 'chatterbox' });
    assert.ok(warnings.some(({ type, message }) => type === 'fallback' && message.includes('chatterbox')));
    await assert.rejects(engine.speakAs({ reference: man, text: 'Hi.', model: 'chaterbox' }), {
      reason: 'model_not_found',
    });
    const strict = createEngine({ hosts: 1, voicesDirectory, strict: true });
    const asked = strict.speakAs({ reference: man, text: 'Hi.', model: 'chatterbox' });
    await assert.rejects(asked, { reason: 'model_not_installed' });
    await strict.close();
  });
});

describe('a reference that cannot be cloned from is refused', () => {
  const RATE = 16_000;
  const noise = Float32Array.from({ length: 6 * RATE }, (_, index) => 0.2 * Math.sin(index * index * 12.9898));
  const BAD = {
    silence: { wav: new Float32Array(6 * RATE), says: /silent/ },
    noise: { wav: noise, says: /noise|speech/ },
    'one second': { wav: noise.slice(0, RATE), says: /1\.0 s/ },
    'ten minutes': { wav: new Float32Array(600 * 8000), says: /longer than 300 s/ },
  } as const;
  for (const [name, { wav, says }] of Object.entries(BAD)) {
    test(name, async () => {
      const reference = makeWav(wav, name === 'ten minutes' ? 8000 : RATE);
      await assert.rejects(engine.speakAs({ reference, text: 'Hi.' }), (error: Error & { param?: string }) => {
        assert.match(error.message, says);
        assert.equal(error.param, 'reference');
        return true;
      });
    });
  }

  const music = sharedData('music/Karissa_Hobbs_-_Lets_Go_Fishin.hq.ogg');
  test.skipIf(!music)('music (skipped without ../shared/data)', async () => {
    const asked = engine.speakAs({ reference: { path: music ?? '' }, text: 'Hi.' });
    await assert.rejects(asked, { reason: 'unsuitable_reference', message: /music/ });
  });

  const several = sharedData('conversation/three-speakers.wav');
  test.skipIf(!several)('several speakers (skipped without ../shared/data)', async () => {
    const asked = engine.speakAs({ reference: { path: several ?? '' }, text: 'Hi.' });
    await assert.rejects(asked, { reason: 'unsuitable_reference', message: /more than one speaker/ });
  });
});

describe('consent', () => {
  test('has to be given, in words, and not in the future', async () => {
    const clone = (given: object) => engine.cloneVoice({ reference: man, name: 'X', ...given } as never);
    const tomorrow = new Date(Date.now() + 3 * 24 * 3600 * 1000);
    for (const given of [
      {},
      { consent: { speaker: 'A', statement: 'ok' } },
      { consent: { ...consent, date: tomorrow } },
    ]) {
      await assert.rejects(clone(given), { code: 'bad_request', reason: 'consent_required' });
    }
  });

  test('is kept with the voice', async () => {
    const date = new Date('2026-01-31');
    const { id } = await engine.cloneVoice({ reference: man, name: 'Y', consent: { ...consent, date } });
    const listed = (await engine.listVoices({ search: 'y' })).find((voice) => voice.id === id);
    assert.deepEqual(listed?.origin?.consent, { ...consent, date });
    await engine.deleteVoice(id);
  });
});
