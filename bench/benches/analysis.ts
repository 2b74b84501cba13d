import type { Pcm } from '@potoo/core';
import { pcmSource } from '../../packages/engine/src/audio/pcm-source.ts';
import { type AudioAnalysis, analyzeAudio } from '../../packages/engine/src/dsp/analysis/analyze-audio.ts';
import { noise } from '../../packages/engine/src/testing/music/add-noise.ts';
import { progressionCorpus, rhythmCorpus } from '../../packages/engine/src/testing/music/corpora.ts';
import { beatScore, judgeTempo, keyScore, pitchClass } from '../../packages/engine/src/testing/music/scores.ts';
import { seededRandom } from '../../packages/engine/src/testing/music/seeded-random.ts';
import { DRY_SPEECH, drySpeech } from '../../packages/engine/src/testing/rooms/dry-speech.ts';
import { renderSong } from '../../packages/engine/src/testing/songs/render-song.ts';
import type { Bench, Figure } from '../bench.ts';
import { processorShare } from '../processor-share.ts';
import { mean } from '../signal-figures.ts';

const SEED = 901;

/** Tempo, meter and key of rendered music, and none where there is none. */
export const bench: Bench = {
  id: 'analysis',
  title: 'Key and tempo',
  async run() {
    return [...(await tempi()), ...(await keys()), await nothings(), ...(await speed())];
  },
};

async function tempi(): Promise<Figure[]> {
  const verdicts: string[] = [];
  const [meters, beats, downbeats]: number[][] = [[], [], []];
  for (const clip of rhythmCorpus({ seed: SEED, count: 40 })) {
    const analysis = await analyzeAudio(pcmSource(clip.pcm), { beats: true });
    const verdict = judgeTempo(analysis.bpm, clip.bpm);
    verdicts.push(verdict);
    meters?.push(analysis.timeSignature === clip.meter ? 1 : 0);
    if (verdict !== 'right') continue;
    beats?.push(beatScore(analysis.beats, clip.beats));
    downbeats?.push(beatScore(analysis.downbeats, clip.downbeats));
  }
  const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
  return [
    {
      what: 'tempo within 4 % of that of rendered clips, share',
      value: count('right') / verdicts.length,
      unit: '',
      limit: { kind: 'at least', value: 0.85 },
      note: `40 clips of 20 s, 60 to 200 BPM in 3/4, 4/4 and 6/8, swing and noise; ${count('octave')} octave errors, ${count('wrong')} others`,
    },
    {
      what: 'meter of the same clips, share right',
      value: mean(meters ?? []),
      unit: '',
      note: `where the tempo is right, beats have an F-measure of ${mean(beats ?? []).toFixed(2)}, downbeats of ${mean(downbeats ?? []).toFixed(2)} (70 ms)`,
    },
  ];
}

async function keys(): Promise<Figure[]> {
  const scores: number[] = [];
  for (const clip of progressionCorpus({ seed: SEED, count: 48 })) {
    const { key, scale } = await analyzeAudio(pcmSource(clip.pcm), {});
    const tonic = key === null ? undefined : pitchClass(key);
    scores.push(keyScore(tonic === undefined || scale === null ? undefined : { tonic, scale }, clip));
  }
  return [
    {
      what: 'key of rendered progressions, share exactly right',
      value: scores.filter((score) => score === 1).length / scores.length,
      unit: '',
      limit: { kind: 'at least', value: 0.9 },
      note: `48 progressions in 24 keys; the weighted score of MIREX is ${mean(scores).toFixed(3)}`,
    },
  ];
}

async function nothings(): Promise<Figure> {
  const guessed: string[] = [];
  let count = 0;
  const judge = async (name: string, pcm: Pcm) => {
    count++;
    const { key, bpm }: AudioAnalysis = await analyzeAudio(pcmSource(pcm), {});
    if (key !== null || bpm !== null) guessed.push(name);
  };
  for (const colour of ['white', 'pink', 'brown'] as const) {
    for (const sampleRate of [16_000, 44_100]) {
      const channel = noise(10 * sampleRate, colour, seededRandom(SEED)).map((value) => 0.1 * value);
      await judge(`${colour} noise`, { channels: [channel], sampleRate });
    }
  }
  for (const sampleRate of [16_000, 44_100]) {
    await judge('silence', { channels: [new Float32Array(10 * sampleRate)], sampleRate });
  }
  for (const file of DRY_SPEECH) {
    const samples = await drySpeech(file, 22_050);
    if (samples) await judge(file, { channels: [samples], sampleRate: 22_050 });
  }
  return {
    what: 'silence, speech and noise that is given a key or a tempo',
    value: guessed.length,
    unit: '',
    limit: { kind: 'at most', value: 0 },
    note: `${count} recordings${guessed.length > 0 ? `: ${guessed.join(', ')}` : ''}`,
  };
}

async function speed(): Promise<Figure[]> {
  const { mixture, sampleRate } = renderSong({ seed: SEED, seconds: 60 });
  const source = pcmSource({ channels: [mixture.left, mixture.right], sampleRate });
  const figures: Figure[] = [];
  for (const picture of [false, true]) {
    figures.push({
      what: `processor time to analyse stereo${picture ? ' and draw it' : ''}, over its duration`,
      value: await processorShare(60, () => analyzeAudio(source, { beats: true, picture })),
      unit: 'x',
      ...(!picture && { limit: { kind: 'at most', value: 0.02 } as const }),
      note: '60 s at 44.1 kHz, with beats',
    });
  }
  return figures;
}
