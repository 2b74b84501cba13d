import { joinArrays } from '../../packages/engine/src/audio/join-arrays.ts';
import { pcmSource } from '../../packages/engine/src/audio/pcm-source.ts';
import { dereverbAudio } from '../../packages/engine/src/dsp/dereverb/dereverb-audio.ts';
import type { DereverbOptions } from '../../packages/engine/src/dsp/dereverb/dereverb-options.ts';
import { decayingNoiseResponse } from '../../packages/engine/src/testing/rooms/decaying-noise.ts';
import { DRY_SPEECH, drySpeech } from '../../packages/engine/src/testing/rooms/dry-speech.ts';
import { echoResponse } from '../../packages/engine/src/testing/rooms/echo-response.ts';
import { imageSourceResponse, type Metres } from '../../packages/engine/src/testing/rooms/image-source.ts';
import { echoReduction, roomChange, roomScene } from '../../packages/engine/src/testing/rooms/room-effect.ts';
import { siSdr } from '../../packages/engine/src/testing/si-sdr.ts';
import type { Bench, Figure } from '../bench.ts';

const SPEECH_RATE = 16_000;
const STUDIO_RATE = 48_000;

/** Two rooms and places in them, with RT60 to come. */
const PLACES: ReadonlyArray<{ size: Metres; source: Metres; microphone: Metres }> = [
  { size: [6, 4.5, 2.8], source: [2, 1.5, 1.5], microphone: [4.2, 3.1, 1.4] },
  { size: [8.5, 5.2, 3.1], source: [1.2, 2.2, 1.6], microphone: [5.1, 3.6, 1.2] },
];

/** Echo and reverberation taken out of real speech, and dry speech left alone. */
export const bench: Bench = {
  id: 'dereverb',
  title: 'Echo and reverberation',
  async skip() {
    return (await speech(SPEECH_RATE)).length > 0 ? undefined : 'no recordings are here';
  },
  async run() {
    const voices = await speech(SPEECH_RATE);
    return [...(await rooms(voices)), await echoes(voices), ...(await dry(voices)), ...(await speed())];
  },
};

async function speech(sampleRate: number): Promise<Float32Array[]> {
  const all = await Promise.all(DRY_SPEECH.map((file) => drySpeech(file, sampleRate)));
  return all.filter((samples) => samples !== undefined);
}

async function rooms(voices: readonly Float32Array[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rt60 of [0.6, 0.7, 0.8]) {
    const responses = [
      ...PLACES.map((place) => imageSourceResponse({ ...place, rt60, sampleRate: SPEECH_RATE })),
      decayingNoiseResponse({ rt60, sampleRate: SPEECH_RATE }),
    ];
    const scenes = responses.flatMap((response) => voices.map((voice) => roomScene(voice, response, SPEECH_RATE)));
    const changes = [];
    for (const scene of scenes)
      changes.push(roomChange(scene, await dried(scene.wet, SPEECH_RATE, { type: 'reverb' })));
    const nearer = mean(changes.map(({ siSdrGain }) => siSdrGain));
    figures.push({
      what: `reverberation of RT60 ${rt60} s: early over late energy gained, dB`,
      value: mean(changes.map(({ clarityGain }) => clarityGain)),
      unit: '',
      limit: { kind: 'at least', value: 3 },
      note: `C50 by least squares, ${scenes.length} scenes, mono, intensity 3; SI-SDR to the early sound gains ${nearer.toFixed(1)} dB`,
    });
  }
  return figures;
}

async function echoes(voices: readonly Float32Array[]): Promise<Figure> {
  const reductions: number[] = [];
  const kinds = [0.08, 0.2, 0.5].flatMap((delay) => [0.3, 0.7].map((gain) => ({ delay, gain })));
  for (const voice of voices) {
    for (const echo of kinds) {
      const scene = roomScene(voice, echoResponse([echo], SPEECH_RATE), SPEECH_RATE);
      reductions.push(echoReduction(scene, await dried(scene.wet, SPEECH_RATE, { type: 'echo' })));
    }
  }
  return {
    what: 'echoes: energy taken away, dB, the least',
    value: Math.min(...reductions),
    unit: '',
    limit: { kind: 'at least', value: 10 },
    note: `80 to 500 ms, gains 0.3 and 0.7, ${reductions.length} scenes; in the mean ${mean(reductions).toFixed(0)} dB`,
  };
}

async function dry(voices: readonly Float32Array[]): Promise<Figure[]> {
  const losses: number[] = [];
  const likenesses: number[] = [];
  for (const voice of voices) {
    const output = await dried(voice, SPEECH_RATE, { type: 'both', intensity: 5 });
    losses.push(Math.abs(10 * Math.log10(power(output) / power(voice))));
    likenesses.push(siSdr(output, voice));
  }
  return [
    {
      what: 'dry speech: change of level, dB, the most',
      value: Math.max(...losses),
      unit: '',
      limit: { kind: 'at most', value: 0.5 },
      note: `${voices.length} recordings, both, intensity 5; SI-SDR to what went in at least ${Math.min(...likenesses).toFixed(0)} dB`,
    },
  ];
}

async function speed(): Promise<Figure[]> {
  const voice = joinArrays(await speech(STUDIO_RATE));
  const seconds = voice.length / STUDIO_RATE;
  const [left, right] = PLACES.map((place) => {
    const response = imageSourceResponse({ ...place, rt60: 0.6, sampleRate: STUDIO_RATE });
    return roomScene(voice, response, STUDIO_RATE).wet.subarray(0, voice.length);
  });
  const figures: Figure[] = [];
  for (const channels of [[left ?? voice], [left ?? voice, right ?? voice]]) {
    const source = pcmSource({ channels, sampleRate: STUDIO_RATE });
    const before = process.cpuUsage();
    for await (const _ of dereverbAudio(source, { type: 'both', intensity: 3 }));
    const { user, system } = process.cpuUsage(before);
    figures.push({
      what: `processor time to take echo and reverberation out of ${channels.length > 1 ? 'stereo' : 'mono'}, over its duration`,
      value: (user + system) / 1e6 / seconds,
      unit: 'x',
      limit: { kind: 'at most', value: 0.25 },
      note: `${Math.round(seconds)} s at 48 kHz, both, intensity 3`,
    });
  }
  return figures;
}

async function dried(
  samples: Float32Array,
  sampleRate: number,
  options: Pick<DereverbOptions, 'type'> & Partial<DereverbOptions>,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  const source = pcmSource({ channels: [samples], sampleRate });
  for await (const { channels } of dereverbAudio(source, { intensity: 3, ...options })) {
    parts.push(...channels);
  }
  return joinArrays(parts);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function power(samples: Float32Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0);
}
