import type { Pcm } from '@potoo/core';
import { gather } from '../../packages/engine/src/audio/__fixtures__/signals.ts';
import { pcmSource } from '../../packages/engine/src/audio/pcm-source.ts';
import { separateStems, stemNames } from '../../packages/engine/src/dsp/separation/separate-stems.ts';
import { DRY_SPEECH, drySpeech } from '../../packages/engine/src/testing/rooms/dry-speech.ts';
import { siSdr } from '../../packages/engine/src/testing/si-sdr.ts';
import { renderSong, type Song } from '../../packages/engine/src/testing/songs/render-song.ts';
import { addTrack, createTrack, type StereoTrack } from '../../packages/engine/src/testing/songs/stereo-track.ts';
import type { Bench, Figure } from '../bench.ts';
import { processorShare } from '../processor-share.ts';
import { mean } from '../signal-figures.ts';

const SEED = 701;
const RATE = 44_100;
const SECONDS = 10;
const SINGERS = ['male', 'female', 'speech'] as const;
const SONGS = 5;

/** Vocals lifted out of rendered songs, and what all stems sum to. */
export const bench: Bench = {
  id: 'separation',
  title: 'Stems',
  async run() {
    return [...(await twoStems()), ...(await fourStems()), ...(await speed())];
  },
};

async function songs(): Promise<Song[]> {
  const speech = await drySpeech(DRY_SPEECH[1], RATE);
  return Array.from({ length: SONGS }, (_, index) => {
    const singer = SINGERS[index % SINGERS.length];
    const vocal = singer === 'speech' || singer === undefined ? (speech ?? 'male') : singer;
    return renderSong({ seed: SEED + index, seconds: SECONDS, sampleRate: RATE, vocal });
  });
}

async function twoStems(): Promise<Figure[]> {
  const [vocals, rest, errors]: [number[], number[], number[]] = [[], [], []];
  for (const song of await songs()) {
    const input = stereo(song.mixture);
    const [voice, accompaniment] = await stemsOf(input, 2);
    vocals.push(improvement(voice, song.stems.vocals, song.mixture));
    rest.push(improvement(accompaniment, sumOf(song, ['drums', 'bass', 'guitar', 'piano', 'other']), song.mixture));
    errors.push(sumError(input, [voice, accompaniment]));
  }
  const figure = (what: string, gains: readonly number[]): Figure => ({
    what: `two stems: SI-SDR gained by ${what}, dB`,
    value: mean(gains),
    unit: '',
    limit: { kind: 'at least', value: 5 },
    note: `${gains.length} songs in stereo, 0 dB; each ${gains.map((gain) => gain.toFixed(1)).join(', ')}`,
  });
  return [
    figure('the vocals', vocals),
    figure('the accompaniment', rest),
    {
      what: 'stems: their sum less the recording, dB, the most',
      value: Math.max(...errors),
      unit: '',
      limit: { kind: 'at most', value: -60 },
      note: 'before they are written to files',
    },
  ];
}

async function fourStems(): Promise<Figure[]> {
  const gains: Record<string, number[]> = { vocals: [], drums: [], bass: [], other: [] };
  for (const song of (await songs()).slice(0, 3)) {
    const stems = await stemsOf(stereo(song.mixture), 4);
    for (const [index, name] of stemNames(4).entries()) {
      const truth =
        name === 'other' ? sumOf(song, ['guitar', 'piano', 'other']) : song.stems[name as 'vocals' | 'drums' | 'bass'];
      if (truth.left.some((value) => value !== 0)) gains[name]?.push(improvement(stems[index], truth, song.mixture));
    }
  }
  const told = Object.entries(gains).map(([name, own]) => `${name} ${own.length > 0 ? mean(own).toFixed(1) : 'none'}`);
  return [
    {
      what: 'four stems: SI-SDR gained, dB',
      value: mean(Object.values(gains).flat()),
      unit: '',
      limit: { kind: 'at least', value: 5 },
      note: `3 songs: ${told.join(', ')}`,
    },
  ];
}

async function speed(): Promise<Figure[]> {
  const { mixture } = renderSong({ seed: SEED, seconds: 30, sampleRate: RATE });
  const figures: Figure[] = [];
  for (const stems of [2, 6] as const) {
    figures.push({
      what: `processor time to split stereo into ${stems} stems, over its duration`,
      value: await processorShare(30, async () => {
        for await (const _ of separateStems(pcmSource(stereo(mixture)), { stems }));
      }),
      unit: 'x',
      limit: { kind: 'at most', value: 0.3 },
      note: '30 s at 44.1 kHz',
    });
  }
  return figures;
}

async function stemsOf(pcm: Pcm, stems: 2 | 4): Promise<Pcm[]> {
  const blocks: Array<readonly Pcm[]> = [];
  for await (const block of separateStems(pcmSource(pcm), { stems })) blocks.push(block);
  return Promise.all(stemNames(stems).map((_, index) => gather(columnOf(blocks, index))));
}

async function* columnOf(blocks: ReadonlyArray<readonly Pcm[]>, index: number): AsyncGenerator<Pcm, void> {
  for (const block of blocks) {
    const stem = block[index];
    if (stem) yield stem;
  }
}

function stereo({ left, right }: StereoTrack): Pcm {
  return { channels: [left, right], sampleRate: RATE };
}

function sumOf({ stems, mixture }: Song, names: ReadonlyArray<keyof Song['stems']>): StereoTrack {
  const sum = createTrack(mixture.left.length);
  for (const name of names) addTrack(sum, stems[name], 1);
  return sum;
}

/** How much nearer a stem is to the truth than the mixture is, decibels. */
function improvement(stem: Pcm | undefined, truth: StereoTrack, mixture: StereoTrack): number {
  const [left = new Float32Array(0), right = left] = stem?.channels ?? [];
  return siSdr(endToEnd({ left, right }), endToEnd(truth)) - siSdr(endToEnd(mixture), endToEnd(truth));
}

function endToEnd({ left, right }: StereoTrack): Float32Array {
  const both = new Float32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function sumError({ channels }: Pcm, stems: ReadonlyArray<Pcm | undefined>): number {
  let [error, power] = [0, 1e-30];
  for (const [index, channel] of channels.entries()) {
    for (const [frame, value] of channel.entries()) {
      const sum = stems.reduce((total, stem) => total + (stem?.channels[index]?.[frame] ?? 0), 0);
      error += (sum - value) ** 2;
      power += value * value;
    }
  }
  return 10 * Math.log10(error / power + 1e-30);
}
