import assert from 'node:assert/strict';
import { test } from 'vitest';
import { unpackVoice } from '../../dsp/mimic/packed-voice.ts';
import { medianOf, pitchRange } from '../../dsp/mimic/pitch-distribution.ts';
import { planShaping } from '../../dsp/mimic/shaping-plan.ts';
import { sampleInProcess } from '../../testing/sample-in-process.ts';
import { FLITE_MEASURED } from './flite-measured.ts';

test('what is known of a voice beforehand is what is measured when it speaks', async () => {
  const [slt, rms] = [FLITE_MEASURED['slt'], FLITE_MEASURED['rms']];
  assert.ok(slt && rms);
  const known = unpackVoice(rms);
  const measured = await sampleInProcess('rms');
  assert.ok(Math.abs(12 * Math.log2(medianOf(known.profile.pitch) / medianOf(measured.profile.pitch))) < 0.05);
  assert.ok(Math.abs(pitchRange(known.profile.pitch) / pitchRange(measured.profile.pitch) - 1) < 0.01);
  for (const [band, level] of measured.profile.spectrum.entries()) {
    assert.ok(Math.abs((known.profile.spectrum[band] ?? 0) - level) < 0.1, `band ${band}`);
  }
  // The same plan comes of it as of the whole.
  const [plan, whole] = [known, measured].map((base) => planShaping(base, slt.profile));
  assert.ok(plan && whole && Math.abs(plan.tract / whole.tract - 1) < 0.015, `${plan?.tract}, ${whole?.tract}`);
});
