import assert from 'node:assert/strict';
import { measureWav } from '@potoo/core/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';
import { createEngine } from '../../engine.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { ENGLISH_SENTENCES } from '../../testing/english-sentences.ts';
import { sized } from '../../testing/full-size.ts';
import { knownSpeech } from '../../testing/known-speech.ts';
import { likenessOf, profileOfWav } from '../../testing/likeness.ts';
import { sharedData } from '../../testing/shared-data.ts';
import { type WordErrors, wordErrorRate, wordErrors } from '../../text/word-error-rate.ts';

// How like the voices of real people it comes out.

const engine = createEngine({ hosts: 1, voicesDirectory: temporaryVoices() });
afterAll(() => engine.close());

/** Some seventy words: of fewer, one wrong more or less is much. */
const TEXT = ENGLISH_SENTENCES.slice(0, 8).join(' ');

const measure = profileOfWav;

/** @param was - The voice before it was changed. */
function assertAlike(is: VoiceProfile, was: VoiceProfile, target: VoiceProfile): void {
  const { semitones, range, tract, colour } = likenessOf(is, target);
  const before = likenessOf(was, target).colour;
  assert.ok(Math.abs(semitones) < 1, `pitch is ${semitones.toFixed(2)} semitones off`);
  assert.ok(Math.abs(range - 1) < 0.2, `the range is ${range.toFixed(2)} times the other`);
  assert.ok(Math.abs(tract - 1) < 0.05, `formants lie at ${tract.toFixed(3)} times the other's`);
  assert.ok(colour < 0.7 * before, `${colour.toFixed(1)} dB from the target, before ${before.toFixed(1)} dB`);
}

/** Half a minute of work each, which takes long where others work as well. */
const patient = { timeout: 600_000 };

const missing = sharedData('speech') === undefined;
const wordErrorsOf = async (said: string, audio: Uint8Array<ArrayBuffer>) =>
  wordErrors(said, (await engine.transcribe({ audio })).text);

// Two women and two men, and the voice that speaks for each.
const REFERENCES = [
  { file: 'speech/LJ001-0001.wav', base: 'slt' },
  { file: 'speech/19-198-0005.flac', base: 'slt' },
  { file: 'speech/jfk.wav', base: 'awb' },
  { file: 'speech/leopard_en.wav', base: 'rms' },
];
describe.skipIf(missing)('cloned from real people (skipped without ../shared/data)', patient, () => {
  for (const { file, base } of REFERENCES) {
    test(file, async () => {
      const reference = { path: sharedData(file) ?? '' };
      const decoded = await engine.convertAudio({ audio: reference, format: 'wav', channels: 'mono' });
      const target = measure(decoded.audio.bytes());
      const before = await engine.synthesize({ text: TEXT, voice: base, format: 'wav' });
      const cloned = await engine.speakAs({ reference, text: TEXT, format: 'wav' });
      const is = measure(cloned.audio.bytes());
      assertAlike(is, measure(before.audio.bytes()), target);
      const [heard, heardBase] = [
        wordErrorRate([await wordErrorsOf(TEXT, cloned.audio.bytes())]),
        wordErrorRate([await wordErrorsOf(TEXT, before.audio.bytes())]),
      ];
      assert.ok(heard <= heardBase + 0.15, `word error rate ${heard.toFixed(2)}, of ${base} ${heardBase.toFixed(2)}`);
    });
  }
});

// A woman and a man, at full size two of each; of so few words each, one wrong more or less is much, so they count together.
const SOURCES = ['speech/LJ001-0005.wav', 'speech/jfk.wav', 'speech/19-198-0003.flac', 'speech/leopard_en.wav'].slice(
  0,
  sized(2, 4),
);
describe.skipIf(missing)('real people converted (skipped without ../shared/data)', patient, () => {
  let target: VoiceProfile;
  beforeAll(async () => {
    target = measure((await engine.synthesize({ text: TEXT, voice: 'slt', format: 'wav' })).audio.bytes());
  }, patient.timeout);
  const [before, after]: [WordErrors[], WordErrors[]] = [[], []];

  for (const file of SOURCES) {
    test(`${file} sounds like the target, at the same length`, async () => {
      const path = sharedData(file) ?? '';
      const said = knownSpeech('speech', 'en').find((known) => known.file === file)?.text ?? '';
      const source = await engine.convertAudio({ audio: { path }, format: 'wav' });
      const converted = await engine.convertVoice({ audio: { path }, targetVoice: 'slt', format: 'wav' });
      const is = measure(converted.audio.bytes());
      assertAlike(is, measure(source.audio.bytes()), target);
      assert.equal(measureWav(converted.audio.bytes()).duration, measureWav(source.audio.bytes()).duration);
      before.push(await wordErrorsOf(said, source.audio.bytes()));
      after.push(await wordErrorsOf(said, converted.audio.bytes()));
    });
  }

  test('their words are understood', () => {
    const [was, is] = [wordErrorRate(before), wordErrorRate(after)];
    assert.equal(after.length, SOURCES.length);
    assert.ok(is <= was + 0.15, `word error rate ${is.toFixed(2)}, before ${was.toFixed(2)}`);
  });
});
