import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { loadFlite } from '../../backends/flite/load-flite.ts';
import { readWav } from '../../backends/flite/read-wav.ts';
import { framePowers } from './frame-powers.ts';
import { analyzeForMeasuring, measureVoice } from './measure-voice.ts';
import { medianOf, pitchRange } from './pitch-distribution.ts';
import { sampleVoice } from './sample-voice.ts';
import { shapeUtterance } from './shape-utterance.ts';
import { planShaping } from './shaping-plan.ts';
import { readBands } from './spectrum-bands.ts';
import { tellSpeakers } from './tell-speakers.ts';
import { voiceCepstra } from './voice-cepstra.ts';
import type { VoiceProfile } from './voice-profile.ts';

const RATE = 16_000;
const TEXT =
  'Please call Stella. Ask her to bring these things with her from the store: six spoons of fresh snow peas, five thick ' +
  'slabs of blue cheese, and maybe a snack for her brother Bob. We were away a year ago.';
const OTHER =
  'Printing differs from most of the arts and crafts represented in the exhibition. A rainbow is a division of white ' +
  'light into many beautiful colors.';

const flite = await loadFlite();
const say = (voice: string, text: string, ...flags: string[]) =>
  readWav(flite.run(['-voice', voice, ...flags, '-t', text], { wav: true }).wav ?? new Uint8Array()).samples;
const measure = (samples: Float32Array) => {
  const measured = measureVoice(samples, RATE);
  assert.ok(measured);
  return measured.profile;
};

/** Root mean square of the differences of colour between 100 Hz and 6 kHz, decibels. */
function colourDistance(one: VoiceProfile, other: VoiceProfile): number {
  const differences = Array.from({ length: 48 }, (_, step) => {
    const hertz = 100 * 2 ** (step / 8);
    return readBands(one.spectrum, hertz) - readBands(other.spectrum, hertz);
  });
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  return Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length);
}

const semitones = (from: number, to: number) => 12 * Math.log2(to / from);

describe('a voice is measured', () => {
  const slt = measure(say('slt', TEXT));
  const rms = measure(say('rms', TEXT));

  test('by its pitch and its vocal tract', () => {
    assert.ok(medianOf(slt.pitch) > 150 && medianOf(slt.pitch) < 190, `${medianOf(slt.pitch)} Hz`);
    assert.ok(medianOf(rms.pitch) > 90 && medianOf(rms.pitch) < 115, `${medianOf(rms.pitch)} Hz`);
    assert.ok(
      (slt.formantSpacing ?? 0) > 1.08 * (rms.formantSpacing ?? 0),
      `${slt.formantSpacing}, ${rms.formantSpacing} Hz`,
    );
  });

  test('much the same on another text', () => {
    const again = measure(say('slt', OTHER));
    const off = semitones(medianOf(slt.pitch), medianOf(again.pitch));
    assert.ok(Math.abs(off) < 0.7, `${off} semitones off`);
    assert.ok(Math.abs((again.formantSpacing ?? 0) / (slt.formantSpacing ?? 1) - 1) < 0.04);
    assert.ok(colourDistance(slt, again) < 4, `${colourDistance(slt, again)} dB`);
  });

  test('by how fast it speaks', () => {
    const slow = measure(say('slt', TEXT, '--setf', 'duration_stretch=1.5'));
    const ratio = slt.rate / slow.rate;
    assert.ok(ratio > 1.2 && ratio < 1.9, `${ratio} times as fast`);
  });

  test('not at all where there is none', () => {
    assert.equal(measureVoice(new Float32Array(RATE), RATE), undefined);
  });
});

describe('speech is shaped', () => {
  for (const [from, to] of [
    ['slt', 'rms'],
    ['rms', 'slt'],
    ['awb', 'rms'],
  ] as const) {
    test(`from ${from} to ${to}`, async () => {
      const base = sampleVoice(say(from, TEXT), RATE);
      assert.ok(base);
      const target = measure(say(to, TEXT));
      const plan = planShaping(base, target);
      const before = say(from, OTHER);
      const after = await shapeUtterance(before, RATE, plan, { signal: new AbortController().signal });
      assert.equal(after.length, before.length);
      const [was, is] = [measure(before), measure(after)];
      const off = semitones(medianOf(target.pitch), medianOf(is.pitch));
      assert.ok(Math.abs(off) < 1, `${off} semitones off`);
      const range = pitchRange(is.pitch) / pitchRange(target.pitch);
      assert.ok(range > 0.8 && range < 1.2, `${range} times the range`);
      const tract = (is.formantSpacing ?? 0) / (target.formantSpacing ?? 1);
      assert.ok(Math.abs(tract - 1) < 0.05, `${tract} times the spacing`);
      const nearer = colourDistance(is, target) / colourDistance(was, target);
      assert.ok(nearer < 0.7, `${nearer} of the distance`);
    });
  }
});

test('shaping stops between two pieces of its work', async () => {
  const base = sampleVoice(say('slt', TEXT), RATE);
  assert.ok(base);
  const plan = planShaping(base, measure(say('rms', TEXT)));
  const aborter = new AbortController();
  const gaveUp = new Error('The caller gave up.');
  // Heard only by work that lets the event loop turn.
  setImmediate(() => aborter.abort(gaveUp));
  const { signal } = aborter;
  await assert.rejects(shapeUtterance(say('slt', OTHER), RATE, plan, { signal }), gaveUp);
});

describe('speakers are told apart', () => {
  const rowsOf = (samples: Float32Array) => {
    const frames = analyzeForMeasuring(samples, RATE);
    return voiceCepstra(frames, framePowers(frames).voiced);
  };
  const slt = rowsOf(say('slt', `${TEXT} ${OTHER}`));
  const rms = rowsOf(say('rms', `${TEXT} ${OTHER}`));

  test('one is one', () => {
    assert.equal(tellSpeakers(slt), 'one');
    assert.equal(tellSpeakers(rms), 'one');
  });

  test('two are several', () => {
    assert.equal(tellSpeakers([...slt, ...rms]), 'several');
  });
});
