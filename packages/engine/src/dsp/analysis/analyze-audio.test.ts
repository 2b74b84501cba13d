import { describe, expect, it } from 'vitest';
import { gather } from '../../audio/__fixtures__/signals.ts';
import { createMedia } from '../../audio/media.ts';
import { type PcmSource, pcmSource } from '../../audio/pcm-source.ts';
import { fanNoise, mainsHum } from '../../testing/mixtures/noises.ts';
import { noise } from '../../testing/music/add-noise.ts';
import { progressionCorpus, rhythmCorpus } from '../../testing/music/corpora.ts';
import { renderProgression } from '../../testing/music/render-progression.ts';
import { renderRhythm } from '../../testing/music/render-rhythm.ts';
import { beatScore, judgeTempo, keyScore, pitchClass } from '../../testing/music/scores.ts';
import { seededRandom } from '../../testing/music/seeded-random.ts';
import { sharedData } from '../../testing/shared-data.ts';
import { type AudioAnalysis, analyzeAudio } from './analyze-audio.ts';

const MUSIC = sharedData('music');
const SPEECH = sharedData('speech');

function made(seconds: number, sampleRate: number, value: (frame: number) => number, channels = 1): PcmSource {
  const channel = Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, frame) => value(frame));
  return pcmSource({ channels: Array.from({ length: channels }, () => channel), sampleRate });
}

async function analyzeFile(path: string): Promise<AudioAnalysis> {
  const media = createMedia();
  try {
    return await analyzeAudio(pcmSource(await gather(media.decode(path, { maxSeconds: 600 }))), { beats: true });
  } finally {
    await media.close();
  }
}

function expectNoMusic(analysis: AudioAnalysis): void {
  expect(analysis).toMatchObject({
    key: null,
    scale: null,
    camelot: null,
    compatibleKeys: [],
    bpm: null,
    timeSignature: null,
    beats: [],
    downbeats: [],
    confidence: { key: 0, bpm: 0, timeSignature: 0 },
    alternatives: { keys: [], tempos: [] },
  });
}

describe('music', () => {
  it('finds tempo, beats and meter of rendered rhythms', async () => {
    const judged: string[] = [];
    let [beats, meters, count] = [0, 0, 0];
    for (const clip of rhythmCorpus({ seed: 503, count: 10, seconds: 14 })) {
      const analysis = await analyzeAudio(pcmSource(clip.pcm), { beats: true });
      expect(analysis.content).toBe('music');
      const verdict = judgeTempo(analysis.bpm, clip.bpm);
      judged.push(verdict);
      if (verdict !== 'right') continue;
      beats += beatScore(analysis.beats, clip.beats);
      meters += analysis.timeSignature === clip.meter ? 1 : 0;
      count++;
    }
    expect(judged.filter((verdict) => verdict === 'right').length).toBeGreaterThanOrEqual(9);
    expect(judged).not.toContain('wrong');
    expect(beats / count).toBeGreaterThan(0.9);
    expect(meters / count).toBeGreaterThan(0.75);
  });

  it('finds the key of rendered progressions, all 24 of them', async () => {
    const scores: number[] = [];
    for (const clip of progressionCorpus({ seed: 12, count: 24, seconds: 8 })) {
      const { key, scale, content } = await analyzeAudio(pcmSource(clip.pcm), {});
      expect(content).toBe('music');
      const tonic = key === null ? undefined : pitchClass(key);
      scores.push(tonic === undefined || scale === null ? 0 : keyScore({ tonic, scale }, clip));
    }
    expect(scores.filter((score) => score === 1).length).toBeGreaterThanOrEqual(20);
  });

  it('tells the whole of a key, and what else it may be', async () => {
    const clip = renderProgression({ seed: 4, tonic: 9, scale: 'Minor', seconds: 12 });
    const analysis = await analyzeAudio(pcmSource(clip.pcm), {});
    expect(analysis).toMatchObject({ key: 'A', scale: 'Minor', camelot: '8A', beats: [], downbeats: [] });
    expect(analysis.compatibleKeys).toEqual(['A Minor', 'E Minor', 'D Minor', 'C Major']);
    const all = [analysis.confidence.key, ...analysis.alternatives.keys.map(({ confidence }) => confidence)];
    expect(all).toEqual(all.toSorted((a, b) => b - a));
    expect(all.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('finds drums without a key, and their downbeats', async () => {
    const clip = renderRhythm({ seed: 10, bpm: 112, meter: '4/4', pattern: 'metronome', seconds: 14 });
    const analysis = await analyzeAudio(pcmSource(clip.pcm), { beats: true });
    expect(analysis.bpm).toBeCloseTo(112, 0);
    expect(analysis.timeSignature).toBe('4/4');
    expect(beatScore(analysis.downbeats, clip.downbeats)).toBeGreaterThan(0.9);
  });

  it.skipIf(!MUSIC)('finds what is known about two recordings', { timeout: 30_000 }, async () => {
    const vibe = await analyzeFile(`${MUSIC}/Kevin_MacLeod_-_Vibe_Ace.hq.ogg`);
    expect(Math.abs((vibe.bpm ?? 0) / 130 - 1)).toBeLessThan(0.02);
    expect(vibe.content).toBe('music');
    const fishing = await analyzeFile(`${MUSIC}/Karissa_Hobbs_-_Lets_Go_Fishin.hq.ogg`);
    expect(fishing).toMatchObject({ content: 'music', key: 'Bb', scale: 'Major', camelot: '6B' });
    // As the ebur128 filter of ffmpeg measures it.
    expect(fishing.loudness).toBeCloseTo(-14, 1);
    expect(fishing.truePeak).toBeCloseTo(-0.3, 1);
  });
});

describe('what has neither key nor tempo', () => {
  it('is silence', async () => {
    const analysis = await analyzeAudio(
      made(20, 44_100, () => 0, 2),
      { beats: true },
    );
    expectNoMusic(analysis);
    expect(analysis).toMatchObject({ content: 'silence', duration: 20, loudness: null, truePeak: null });
    expect(analysis.silence).toEqual({ share: 1, stretches: [{ start: 0, end: 20 }] });
  });

  it.each(['white', 'pink', 'brown'] as const)('is %s noise', async (colour) => {
    const channel = noise(8 * 22_050, colour, seededRandom(5)).map((value) => 0.1 * value);
    const analysis = await analyzeAudio(pcmSource({ channels: [channel], sampleRate: 22_050 }), {});
    expectNoMusic(analysis);
    expect(analysis.content).toBe('noise');
  });

  it.each([
    ['hum of the mains', (frames: number, rate: number) => mainsHum(frames, rate, { hertz: 60 })],
    ['a fan', fanNoise],
  ])('is %s, steady as it is', async (_, render) => {
    const analysis = await analyzeAudio(pcmSource({ channels: [render(6 * 22_050, 22_050)], sampleRate: 22_050 }), {});
    expectNoMusic(analysis);
    expect(analysis.content).toBe('noise');
  });

  it
    .skipIf(!SPEECH)
    .each([
      'jfk.wav',
      'LJ001-0001.wav',
      '19-198-0003.flac',
      'leopard_de.wav',
      'sense_and_sensibility_01_austen_64kb-0930.wav',
    ])('is speech: %s', async (file) => {
    const analysis = await analyzeFile(`${SPEECH}/${file}`);
    expectNoMusic(analysis);
    expect(analysis.content).toBe('speech');
  });
});

describe('odd audio', () => {
  const clip = renderRhythm({ seed: 3, bpm: 120, meter: '4/4', pattern: 'rock', seconds: 10 });
  const [samples = new Float32Array()] = clip.pcm.channels;
  const { sampleRate } = clip.pcm;

  it('is the same with channels that cancel each other out', async () => {
    const opposite = samples.map((value) => -value);
    const one = await analyzeAudio(pcmSource(clip.pcm), {});
    const both = await analyzeAudio(pcmSource({ channels: [samples, opposite], sampleRate }), {});
    expect(both).toMatchObject({ content: 'music', bpm: one.bpm, key: one.key, timeSignature: one.timeSignature });
  });

  it('is the same 40 dB softer', async () => {
    const soft = samples.map((value) => 0.01 * value);
    const analysis = await analyzeAudio(pcmSource({ channels: [soft], sampleRate }), {});
    expect(analysis.bpm).toBeCloseTo(120, 0);
  });

  it('survives values that are not numbers, infinite or huge', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
      const broken = samples.map((sample, frame) => (frame % 100 === 0 ? value : sample));
      const analysis = await analyzeAudio(pcmSource({ channels: [broken], sampleRate }), { beats: true });
      expect(analysis.beats.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(analysis.truePeak)).toBe(true);
    }
    expect(
      (
        await analyzeAudio(
          made(2, 16_000, () => Number.NaN),
          {},
        )
      ).content,
    ).toBe('silence');
  });

  it.each([1, 8, 100, 999, 1000, 3000, 8000, 44_057, 192_000, 768_000])('takes a rate of %i Hz', async (rate) => {
    const analysis = await analyzeAudio(
      made(2, rate, (frame) => 0.4 * Math.sin(0.3 * frame)),
      { beats: true },
    );
    expect(analysis.duration).toBe(2);
    expect(analysis.key).toBeNull();
  });

  it.each([0, 1, 2, 100, 2205])('takes %i frames', async (frames) => {
    const analysis = await analyzeAudio(
      made(frames / 22_050, 22_050, () => 0.3),
      { beats: true },
    );
    expectNoMusic(analysis);
  });

  it('takes eight channels', async () => {
    const channels = Array.from({ length: 8 }, () => samples);
    expect((await analyzeAudio(pcmSource({ channels, sampleRate }), {})).bpm).toBeCloseTo(120, 0);
  });
});

it('tells how far it has come, and stops when it is told to', async () => {
  const source = made(30, 16_000, (frame) => 0.3 * Math.sin(0.2 * frame));
  const fractions: number[] = [];
  await analyzeAudio(source, { onProgress: (fraction) => fractions.push(fraction) });
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);

  const reason = new Error('enough');
  const controller = new AbortController();
  const seen: number[] = [];
  const stopped = analyzeAudio(source, {
    signal: controller.signal,
    onProgress(fraction) {
      seen.push(fraction);
      if (fraction > 0.3) controller.abort(reason);
    },
  });
  await expect(stopped).rejects.toBe(reason);
  expect(seen.at(-1)).toBeLessThan(0.5);
});
