import { describe, expect, it } from 'vitest';
import { mixAtSnr } from '../../../testing/mixtures/mix-at-snr.ts';
import { babble, brownNoise, fanNoise, pinkNoise, whiteNoise } from '../../../testing/mixtures/noises.ts';
import { siSdr } from '../../../testing/si-sdr.ts';
import { NO_RECORDINGS, type Recording, recording } from '../__fixtures__/recordings.ts';
import { runStage } from '../__fixtures__/run-stage.ts';
import type { Strength } from '../strength.ts';
import { createNoiseSuppressor } from './noise-suppressor.ts';

const RATE = 16_000;

async function suppress(
  samples: Float32Array,
  { sampleRate = RATE, strength = 2 as Strength, music = 0, block = 48_000 } = {},
): Promise<Float32Array> {
  using suppressor = await createNoiseSuppressor({
    listensToMix: false,
    sampleRate,
    channels: 1,
    strength,
    guideGain: 1,
    music: () => music,
  });
  return runStage(suppressor, samples, block);
}

const energy = (samples: Float32Array) => samples.reduce((sum, value) => sum + value * value, 0);

describe('createNoiseSuppressor', () => {
  it.each([0, 1, 700, 9000, 60_000])('gives %d frames for as many, whatever the blocks', async (frames) => {
    const noise = pinkNoise(frames);
    const whole = await suppress(noise);
    expect(whole).toHaveLength(frames);
    expect(await suppress(noise, { block: 1234 })).toEqual(whole);
  });

  it('takes noise without a voice down as far as the strength says', async () => {
    const noise = brownNoise(5 * RATE, RATE);
    const depths: number[] = [];
    for (const strength of [1, 2, 3] as const) {
      depths.push(10 * Math.log10(energy(noise) / energy(await suppress(noise, { strength }))));
    }
    expect(depths[0]).toBeGreaterThan(8);
    expect(depths[0]).toBeLessThan(11);
    expect(depths[1]).toBeGreaterThan(16);
    expect(depths[1]).toBeLessThan(21);
    expect(depths[2]).toBeGreaterThan(22);
  });

  it('keeps silence silent', async () => {
    expect(await suppress(new Float32Array(3 * RATE))).toEqual(new Float32Array(3 * RATE));
  });

  it('takes only what is steady out of music', async () => {
    const melody = Float32Array.from({ length: 4 * RATE }, (_, frame) => {
      const seconds = frame / RATE;
      return 0.2 * Math.sin(2 * Math.PI * (300 + 100 * Math.floor(3 * seconds)) * seconds);
    });
    expect(siSdr(await suppress(melody, { music: 1 }), melody)).toBeGreaterThan(20);
    const noisy = mixAtSnr(melody, pinkNoise(melody.length), 5);
    expect(siSdr(await suppress(noisy, { music: 1 }), melody)).toBeGreaterThan(7);
  });

  it.skipIf(NO_RECORDINGS)('brings speech in noise at 5 dB forward by 6 dB and more, on average', async () => {
    const gains: number[] = [];
    for (const file of ['noise/clean_freesound_33711.wav', 'speech/leopard_fr.wav']) {
      const { samples, sampleRate } = await recording(file, 7);
      for (const [name, noise] of await noises(samples.length, sampleRate)) {
        const noisy = mixAtSnr(samples, noise, 5);
        const gain = siSdr(await suppress(noisy, { sampleRate }), samples) - siSdr(noisy, samples);
        expect(gain, `${name} in ${file}`).toBeGreaterThan(1);
        gains.push(gain);
      }
    }
    expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeGreaterThan(6);
  });

  it.skipIf(NO_RECORDINGS)('leaves clean speech as it is, and nearly clean speech no worse', async () => {
    for (const file of ['noise/clean_freesound_33711.wav', 'speech/LJ001-0005.wav']) {
      const { samples, sampleRate } = await recording(file, 7);
      expect(siSdr(await suppress(samples, { sampleRate }), samples)).toBeGreaterThan(40);
      const nearly = mixAtSnr(samples, pinkNoise(samples.length), 30);
      expect(siSdr(await suppress(nearly, { sampleRate }), samples)).toBeGreaterThan(29.5);
    }
  });
});

async function noises(frames: number, sampleRate: number): Promise<Array<readonly [string, Float32Array]>> {
  const real = await recording('noise/noise_freesound_573577.wav');
  const voices: Recording[] = [];
  for (const file of ['speech/leopard_en.wav', 'speech/jfk.wav', 'speech/leopard_de.wav'])
    voices.push(await recording(file));
  return [
    ['white noise', whiteNoise(frames)],
    ['pink noise', pinkNoise(frames)],
    ['brown noise', brownNoise(frames, sampleRate)],
    ['a fan', fanNoise(frames, sampleRate)],
    ['a real noise', real.samples],
    [
      'a crowd',
      babble(
        voices.map(({ samples }) => samples),
        frames,
      ),
    ],
  ];
}
