import { describe, expect, it } from 'vitest';
import { clarity, directSound, earlyPart, energy, reverberationTime } from './clarity.ts';
import { convolve } from './convolve.ts';
import { decayingNoiseResponse } from './decaying-noise.ts';
import { echoResponse } from './echo-response.ts';
import { effectiveResponse } from './effective-response.ts';
import { imageSourceResponse } from './image-source.ts';
import { seededNormal } from './seeded-random.ts';

const sampleRate = 16_000;

function noise(seconds: number): Float32Array {
  const normal = seededNormal(7);
  return Float32Array.from({ length: seconds * sampleRate }, () => 0.1 * normal());
}

describe.each([0.3, 0.6, 0.8])('a room of RT60 %f s', (rt60) => {
  const box = { size: [6, 4.5, 2.8], source: [2, 1.5, 1.5], microphone: [4.2, 3.1, 1.4], rt60, sampleRate } as const;

  it('decays that fast with images', () => {
    const response = imageSourceResponse(box);
    expect(reverberationTime(response, sampleRate) / rt60).toBeCloseTo(1, 0.7);
    // Direct sound: distance over the speed of sound, and one over the distance.
    const metres = Math.hypot(2.2, 1.6, 0.1);
    expect(Math.abs(directSound(response) - (metres / 343) * sampleRate)).toBeLessThan(1.5);
  });

  it('decays that fast as noise, at the level asked for', () => {
    const response = decayingNoiseResponse({ rt60, directToReverberant: 3, sampleRate });
    expect(reverberationTime(response, sampleRate) / rt60).toBeCloseTo(1, 1);
    expect(10 * Math.log10(1 / energy(response.subarray(1)))).toBeCloseTo(3, 3);
  });

  it('is found again from what it did to a signal', () => {
    const response = imageSourceResponse(box);
    const found = effectiveResponse(noise(5), convolve(noise(5), response), sampleRate, 1);
    expect(clarity(found.response, found.sampleRate)).toBeCloseTo(clarity(response, sampleRate), 1);
  });
});

it('places echoes between frames, each repeat fainter', () => {
  const response = echoResponse([{ delay: 0.1, gain: 0.5, repeats: 2 }], sampleRate);
  expect(response[0]).toBe(1);
  expect(response[1600]).toBeCloseTo(0.5);
  expect(response[3200]).toBeCloseTo(0.25);
  const between = echoResponse([{ delay: 0.10003, gain: 0.5 }], sampleRate);
  expect(energy(between.subarray(1500))).toBeCloseTo(0.25, 1);
});

it('tells early from late', () => {
  const response = new Float32Array(3200);
  response[100] = 1;
  response[850] = 0.5;
  response[950] = 0.1;
  expect(clarity(response, sampleRate)).toBeCloseTo(10 * Math.log10(1.25 / 0.01), 3);
  expect(energy(earlyPart(response, sampleRate))).toBeCloseTo(1.25);
});
