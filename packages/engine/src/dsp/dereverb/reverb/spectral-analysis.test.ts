import { expect, it } from 'vitest';
import { seededNormal } from '../../../testing/rooms/seeded-random.ts';
import { createSpectralAnalysis, createSpectralSynthesis, frameLayout, SYNTHESIS_LAG } from './spectral-analysis.ts';

it.each([8000, 44_100, 48_000])('puts a signal at %i Hz together as it was', (sampleRate) => {
  const layout = frameLayout(sampleRate);
  const normal = seededNormal(1);
  const signal = Float32Array.from({ length: 20 * layout.hop }, normal);
  const [analysis, synthesis] = [createSpectralAnalysis(layout), createSpectralSynthesis(layout)];
  const [re, im] = [new Float32Array(layout.bins), new Float32Array(layout.bins)];
  const output = new Float32Array(signal.length);
  for (let at = 0; at < signal.length; at += layout.hop) {
    analysis.push(signal.subarray(at, at + layout.hop), re, im);
    synthesis.push(re, im, output.subarray(at, at + layout.hop));
  }
  const lag = SYNTHESIS_LAG * layout.hop;
  for (let at = lag; at < signal.length; at += 97) expect(output[at]).toBeCloseTo(signal[at - lag] ?? 0, 5);
});
