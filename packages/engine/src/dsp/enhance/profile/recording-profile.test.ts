import { describe, expect, it } from 'vitest';
import { pcmSource } from '../../../audio/pcm-source.ts';
import { mixAtSnr } from '../../../testing/mixtures/mix-at-snr.ts';
import { fanNoise, mainsHum, pinkNoise, whiteNoise } from '../../../testing/mixtures/noises.ts';
import { NO_RECORDINGS, recording } from '../__fixtures__/recordings.ts';
import { profileRecording } from './recording-profile.ts';

const RATE = 16_000;

const profile = (samples: Float32Array, sampleRate = RATE) => {
  const source = pcmSource({ channels: [samples], sampleRate });
  return profileRecording(source, { loudness: true, bandEdge: true });
};

/** Notes of a scale with harmonics, four a second, each dying away, over a bass. */
function tune(frames: number): Float32Array {
  const steps = [0, 4, 7, 12, 9, 5, 2, 11];
  return Float32Array.from({ length: frames }, (_, frame) => {
    const seconds = frame / RATE;
    const note = Math.floor(4 * seconds);
    const hertz = 262 * 2 ** ((steps[(note * 3) % 8] ?? 0) / 12);
    const bass = 65 * 2 ** ((steps[note >> 2] ?? 0) / 12);
    let value = 0.1 * Math.sin(2 * Math.PI * bass * seconds);
    for (let harmonic = 1; harmonic < 6; harmonic++) {
      const fade = Math.exp(-3 * (seconds - note / 4));
      value += (0.1 / harmonic) * fade * Math.sin(2 * Math.PI * hertz * harmonic * seconds);
    }
    return value;
  });
}

describe('profileRecording', () => {
  it.each([49.7, 50, 60.1])('finds hum of %d Hz in noise, and its multiples', async (hertz) => {
    const noise = pinkNoise(6 * RATE);
    const { humLines } = await profile(mixAtSnr(noise, mainsHum(noise.length, RATE, { hertz }), 0));
    expect(humLines.length).toBeGreaterThanOrEqual(4);
    for (const line of humLines) expect(Math.abs(line - hertz * Math.round(line / hertz))).toBeLessThan(0.2);
  });

  it('finds no hum in noise, in a fan and in a tune', async () => {
    for (const signal of [whiteNoise(6 * RATE), fanNoise(6 * RATE, RATE), tune(8 * RATE)]) {
      expect((await profile(signal)).humLines).toEqual([]);
    }
  });

  it('takes a tune for music, also with noise, and neither noise nor a fan', async () => {
    const music = tune(10 * RATE);
    expect((await profile(music)).musicShare).toBeGreaterThan(0.9);
    expect((await profile(mixAtSnr(music, pinkNoise(music.length), 10))).musicShare).toBeGreaterThan(0.5);
    for (const signal of [whiteNoise(10 * RATE), fanNoise(10 * RATE, RATE)]) {
      expect((await profile(signal)).musicShare).toBeLessThan(0.1);
    }
  });

  it('has an answer for what is too short to say anything of', async () => {
    const { level, loudness, humLines, musicShare, bandEdge } = await profile(new Float32Array(3));
    expect([level, loudness, musicShare, bandEdge]).toEqual([0, Number.NEGATIVE_INFINITY, 0, RATE / 2]);
    expect(humLines).toEqual([]);
  });

  it.skipIf(NO_RECORDINGS).each([
    ['speech/LJ001-0001.wav', 10_600],
    ['speech/leopard_en.wav', 7600],
    ['noise/clean_freesound_33711.wav', 21_400],
  ])('takes %s for speech without hum, up to %d Hz', async (file, edge) => {
    const { samples, sampleRate } = await recording(file);
    const { humLines, musicShare, bandEdge } = await profile(samples, sampleRate);
    expect(humLines).toEqual([]);
    expect(musicShare).toBeLessThan(0.3);
    expect(Math.abs(bandEdge - edge)).toBeLessThan(500);
  });

  it.skipIf(NO_RECORDINGS)('hears the hum and the narrow band of 1961', async () => {
    const { samples, sampleRate } = await recording('speech/jfk.wav');
    const { humLines, bandEdge } = await profile(samples, sampleRate);
    expect(Math.abs((humLines[0] ?? 0) - 60)).toBeLessThan(0.3);
    expect(bandEdge).toBeLessThan(4500);
  });
});
