import type { Pcm } from '@potoo/core';
import { resample } from '../../packages/engine/src/audio/resample.ts';
import { enhance, enhanceMono } from '../../packages/engine/src/dsp/enhance/__fixtures__/enhance.ts';
import {
  NO_RECORDINGS,
  type Recording,
  recording,
} from '../../packages/engine/src/dsp/enhance/__fixtures__/recordings.ts';
import { addClicks } from '../../packages/engine/src/testing/mixtures/clicks.ts';
import { mixAtSnr } from '../../packages/engine/src/testing/mixtures/mix-at-snr.ts';
import {
  babble,
  brownNoise,
  fanNoise,
  mainsHum,
  pinkNoise,
  whiteNoise,
} from '../../packages/engine/src/testing/mixtures/noises.ts';
import { siSdr } from '../../packages/engine/src/testing/si-sdr.ts';
import type { Bench, Figure } from '../bench.ts';
import { processorShare } from '../processor-share.ts';
import { bandEnergy, mean } from '../signal-figures.ts';

/** At 16, 22.05 and 48 kHz; by five people. */
const VOICES = [
  'speech/leopard_en.wav',
  'speech/LJ001-0005.wav',
  'speakers/speaker_1_utt_2.wav',
  'speakers/speaker_2_test_utt.wav',
  'noise/clean_freesound_33711.wav',
];
const CROWD = ['speech/jfk.wav', 'speech/leopard_de.wav', 'speech/leopard_fr.wav', 'speakers/speaker_1_utt_1.wav'];
const SECONDS = 8;
const INPUT_SNR = 5;

/** Noise taken out of real speech, clean speech left alone, treble made up. */
export const bench: Bench = {
  id: 'enhance',
  title: 'Enhancement',
  async skip() {
    return NO_RECORDINGS;
  },
  async run() {
    const voices = await Promise.all(VOICES.map((file) => recording(file, SECONDS)));
    return [
      ...(await noises(voices)),
      await repairs(voices),
      ...(await clean(voices)),
      ...(await widening()),
      await speed(),
    ];
  },
};

type Noise = (frames: number, sampleRate: number) => Float32Array;

async function noiseKinds(): Promise<Record<string, Noise>> {
  const crowd = await Promise.all(CROWD.map((file) => recording(file)));
  const street = await recording('noise/noise_freesound_573577.wav');
  const at = ({ samples, sampleRate }: Recording, rate: number) =>
    resample({ channels: [samples], sampleRate }, rate).channels[0] ?? new Float32Array(0);
  return {
    white: (frames) => whiteNoise(frames, 3),
    pink: (frames) => pinkNoise(frames, 4),
    brown: (frames, rate) => brownNoise(frames, rate, 5),
    'a fan': (frames, rate) => fanNoise(frames, rate, 6),
    'mains hum': (frames, rate) => mainsHum(frames, rate, { hertz: 49.97 }),
    'a recorded room': (_, rate) => at(street, rate),
    'a crowd': (frames, rate) =>
      babble(
        crowd.map((voice) => at(voice, rate)),
        frames,
        7,
      ),
  };
}

async function noises(voices: readonly Recording[]): Promise<Figure[]> {
  const gains: number[] = [];
  const told: string[] = [];
  for (const [name, noise] of Object.entries(await noiseKinds())) {
    const own: number[] = [];
    for (const { samples, sampleRate } of voices) {
      const noisy = mixAtSnr(samples, noise(samples.length, sampleRate), INPUT_SNR);
      const output = await enhanceMono(noisy, sampleRate, { denoise: true });
      own.push(siSdr(output, samples) - siSdr(noisy, samples));
    }
    gains.push(...own);
    told.push(`${name} ${mean(own).toFixed(1)}`);
  }
  return [
    {
      what: `noise at ${INPUT_SNR} dB: SI-SDR gained, dB`,
      value: mean(gains),
      unit: '',
      limit: { kind: 'at least', value: 6 },
      note: `${gains.length} mixtures, strength 2: ${told.join(', ')}`,
    },
  ];
}

async function repairs(voices: readonly Recording[]): Promise<Figure> {
  const offsets: number[] = [];
  const gains: number[] = [];
  for (const { samples, sampleRate } of voices) {
    const hum = mixAtSnr(samples, mainsHum(samples.length, sampleRate, { hertz: 60.02 }), 10);
    const spoilt = addClicks(hum, sampleRate).signal.map((value) => value + 0.05);
    const output = await enhanceMono(spoilt, sampleRate, { denoise: true });
    offsets.push(Math.abs(mean(output)));
    gains.push(siSdr(output, samples) - siSdr(spoilt, samples));
  }
  return {
    what: 'offset, hum and clicks together: SI-SDR gained, dB',
    value: mean(gains),
    unit: '',
    limit: { kind: 'at least', value: 6 },
    note: `${voices.length} recordings; of an offset of 0.05 at most ${Math.max(...offsets).toExponential(0)} is left`,
  };
}

async function clean(voices: readonly Recording[]): Promise<Figure[]> {
  const losses: number[] = [];
  const likenesses: number[] = [];
  for (const { samples, sampleRate } of voices) {
    const output = await enhanceMono(samples, sampleRate, { denoise: true });
    losses.push(Math.abs(10 * Math.log10(power(output) / power(samples))));
    likenesses.push(siSdr(output, samples));
  }
  return [
    {
      what: 'clean speech: change of level, dB, the most',
      value: Math.max(...losses),
      unit: '',
      limit: { kind: 'at most', value: 0.5 },
      note: `${voices.length} recordings, strength 2; SI-SDR to what went in at least ${Math.min(...likenesses).toFixed(0)} dB`,
    },
  ];
}

async function widening(): Promise<Figure[]> {
  const { samples, sampleRate } = await recording('noise/clean_freesound_33711.wav');
  const full: Pcm = { channels: [samples], sampleRate };
  const figures: Figure[] = [];
  for (const rate of [8000, 16_000]) {
    const narrow = resample(full, rate);
    const plain = resample(narrow, sampleRate).channels[0] ?? new Float32Array(0);
    const wide = await enhance(narrow, { superResolution: true, outputRate: sampleRate });
    const output = wide.channels[0] ?? new Float32Array(0);
    const nyquist = rate / 2;
    const above = (signal: Float32Array) => bandEnergy(signal, sampleRate, nyquist, 2 * nyquist);
    const added = output.map((value, frame) => value - (plain[frame] ?? 0));
    const below = bandEnergy(added, sampleRate, 0, 0.85 * nyquist) - bandEnergy(plain, sampleRate, 0, 0.85 * nyquist);
    figures.push({
      what: `super-resolution from ${rate / 1000} kHz: energy added above the old edge, dB`,
      value: above(output) - above(plain),
      unit: '',
      limit: { kind: 'at least', value: 10 },
      note: `the octave above; the original has ${(above(samples) - above(output)).toFixed(1)} dB more there; what was added below the edge lies ${below.toFixed(0)} dB under the speech`,
    });
  }
  return figures;
}

async function speed(): Promise<Figure> {
  const { samples, sampleRate } = await recording('noise/clean_freesound_33711.wav');
  const noisy = mixAtSnr(samples, pinkNoise(samples.length), INPUT_SNR);
  const long = Float32Array.from({ length: 3 * noisy.length }, (_, frame) => noisy[frame % noisy.length] ?? 0);
  const pcm = { channels: [long, long.map((value) => 0.8 * value)], sampleRate };
  const work = () => enhance(pcm, { denoise: true, clarity: true, superResolution: true });
  await work();
  const value = await processorShare(long.length / sampleRate, work);
  return {
    what: 'processor time to enhance stereo, over its duration',
    value,
    unit: 'x',
    limit: { kind: 'at most', value: 0.05 },
    note: `${Math.round(long.length / sampleRate)} s at 48 kHz: denoise, clarity, super-resolution, strength 2; the process warm`,
  };
}

function power(samples: Float32Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0);
}
