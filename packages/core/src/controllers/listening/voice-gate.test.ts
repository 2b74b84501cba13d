import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { joinFrames } from '../../audio/time-stretch.ts';
import { VoiceGate } from './voice-gate.ts';

const RATE = 16_000;
/** Speech of three seconds, as a WAV of 16 bits at 16 kHz. */
const SPEECH = new URL('../__fixtures__/microphone.wav', import.meta.url);

function speech(gain = 1): Float32Array<ArrayBuffer> {
  const bytes = readFileSync(SPEECH).subarray(44);
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.length & ~1)));
  return Float32Array.from(samples, (value) => (gain * value) / 2 ** 15);
}

/** White noise; the same each time. */
function noise(seconds: number, amplitude: number): Float32Array<ArrayBuffer> {
  let seed = 7;
  return Float32Array.from({ length: seconds * RATE }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return amplitude * (seed / 1_073_741_823 - 1);
  });
}

/** The sum of two sounds, as long as the longer. */
function mixed(one: Float32Array, other: Float32Array): Float32Array<ArrayBuffer> {
  const length = Math.max(one.length, other.length);
  return Float32Array.from({ length }, (_, at) => (one[at] ?? 0) + (other[at] ?? 0));
}

/** When voices began and ended, in seconds. */
function turns(...sound: Float32Array<ArrayBuffer>[]): string[] {
  const gate = new VoiceGate(RATE, 0.5);
  const whole = joinFrames(sound);
  const found: string[] = [];
  for (let at = 0; at < whole.length; at += 320) {
    const change = gate.push(whole.subarray(at, at + 320));
    if (change) found.push(`${change} ${(at / RATE).toFixed(1)}`);
  }
  return found;
}

test('a voice begins and ends where it does, loud or soft, in a quiet room', () => {
  for (const gain of [1, 0.1]) {
    const found = turns(noise(1, 0.0005), speech(gain), noise(2, 0.0005));
    expect(found.length, `${gain}: ${found}`).toBe(2);
    expect(Number(found[0]?.split(' ')[1])).toBeCloseTo(1.2, 0);
    expect(Number(found[1]?.split(' ')[1])).toBeCloseTo(4.4, 0);
  }
});

test('what roars, and what clatters, is no voice, from the first moment on or suddenly', () => {
  const clatter = mixed(noise(3, 0.0005), new Float32Array(3 * RATE));
  for (let at = 0; at < clatter.length; at += 3200) clatter.set(noise(0.05, 0.6), at);
  expect(turns(noise(4, 0.2))).toEqual([]);
  expect(turns(noise(1, 0.001), noise(4, 0.2), noise(1, 0.001))).toEqual([]);
  expect(turns(noise(1, 0.001), clatter)).toEqual([]);
});

test('a voice is heard over noise, and noise that goes on after it holds no turn open', () => {
  const found = turns(noise(1, 0.02), mixed(speech(), noise(3, 0.02)), noise(3, 0.02));
  expect(found.map((each) => each.split(' ')[0])).toEqual(['began', 'ended']);
  const sudden = turns(noise(1, 0.001), speech(), noise(4, 0.2));
  expect(sudden.map((each) => each.split(' ')[0])).toEqual(['began', 'ended']);
  expect(Number(sudden[1]?.split(' ')[1])).toBeLessThan(5.5);
});
