import { type Part, renderBass, renderChords, type Stage } from './accompaniment.ts';
import { renderDrums } from './drum-kit.ts';
import {
  createBass,
  createGuitar,
  createOrgan,
  createPad,
  createPiano,
  createPluck,
  type Instrument,
} from './instrument-sounds.ts';
import { reverberate } from './reverberation.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { planSong, type SongPlan } from './song-plan.ts';
import { addTrack, createTrack, type StereoTrack, scaleTrack, trackLevel } from './stereo-track.ts';
import { laySpeech, renderSinging } from './vocal-line.ts';

/** What a song is made of. */
export interface SongOptions {
  /** The same seed gives the same song. */
  readonly seed: number;
  /** @default 12 */
  readonly seconds?: number;
  /** Hertz. @default 44100 */
  readonly sampleRate?: number;
  /** Who sings; or recorded speech at the song's rate, mono, that is laid over it. @default 'male' */
  readonly vocal?: 'male' | 'female' | Float32Array;
  /** How wide the accompaniment stands, from 0, where all is in the centre, to 1. @default Drawn, 0.3 to 1. */
  readonly width?: number;
}

/** Names of the instruments, in the order of Demucs' six stems. */
export const INSTRUMENTS = ['vocals', 'drums', 'bass', 'guitar', 'piano', 'other'] as const;

/** A rendered song, with the truth. */
export interface Song {
  readonly sampleRate: number;
  /** Sum of the stems; the vocal is as loud as all the rest. */
  readonly mixture: StereoTrack;
  /** An instrument that does not play is silent. */
  readonly stems: Readonly<Record<(typeof INSTRUMENTS)[number], StereoTrack>>;
  readonly plan: SongPlan;
  /** Who plays, for a table. */
  readonly description: string;
}

type Player = 'guitar' | 'piano' | 'other';

const LINE_UPS = [
  ['piano'],
  ['guitar'],
  ['other'],
  ['piano', 'guitar'],
  ['piano', 'other'],
  ['guitar', 'other'],
  ['piano', 'guitar', 'other'],
] as const satisfies ReadonlyArray<readonly Player[]>;

/** Renders a song that repeats its chords and its beat under a vocal that does not, with every stem known. */
export function renderSong({ seed, seconds = 12, sampleRate = 44_100, vocal = 'male', width }: SongOptions): Song {
  const random = seededRandom(seed);
  const frames = Math.round(seconds * sampleRate);
  const plan = planSong(seconds, random);
  const stage: Stage = { plan, frames, sampleRate, random };
  const stands = width ?? random.between(0.3, 1);
  const { tracks, heard } = renderBand(stage, stands);

  const sung =
    typeof vocal === 'string'
      ? renderSinging(plan, vocal, frames, sampleRate, random)
      : laySpeech(plan, vocal, frames, sampleRate);
  const vocals = random.chance(0.4) ? reverberate(sung, random.between(0.2, 0.6), sampleRate, random) : sung;

  const accompaniment = createTrack(frames);
  for (const track of Object.values(tracks)) addTrack(accompaniment, track, 1);
  scaleTrack(vocals, trackLevel(accompaniment) / Math.max(1e-9, trackLevel(vocals)));
  const stems = { vocals, ...tracks };
  const mixture = createTrack(frames);
  for (const track of Object.values(stems)) addTrack(mixture, track, 1);
  const gain = 0.9 / peakOf(mixture);
  for (const track of [mixture, ...new Set(Object.values(stems))]) scaleTrack(track, gain);

  const singer = typeof vocal === 'string' ? vocal : 'speech';
  return { sampleRate, mixture, stems, plan, description: [singer, `${plan.tempo} BPM`, ...heard].join(', ') };
}

function renderBand(
  stage: Stage,
  width: number,
): { tracks: Record<'drums' | 'bass' | Player, StereoTrack>; heard: string[] } {
  const { plan, frames, sampleRate, random } = stage;
  const tracks = {
    drums: createTrack(frames),
    bass: createTrack(frames),
    guitar: createTrack(frames),
    piano: createTrack(frames),
    other: createTrack(frames),
  };
  const heard: string[] = [];
  const wet = random.chance(0.4) ? random.between(0.1, 0.5) : 0;
  const play = (name: keyof typeof tracks, label: string, dry: StereoTrack, loudness: number): void => {
    const track = wet > 0 && name !== 'bass' ? reverberate(dry, wet, sampleRate, random) : dry;
    addTrack(tracks[name], track, loudness / Math.max(1e-9, trackLevel(track)));
    heard.push(label);
  };
  if (random.chance(0.92)) play('drums', 'drums', renderDrums(plan, frames, sampleRate, width, random), 1);
  if (random.chance(0.92)) {
    play('bass', 'bass', renderBass(stage, createBass(random)), random.between(0.6, 1.1));
  }
  for (const [index, name] of random.pick<readonly Player[]>(LINE_UPS).entries()) {
    const pan = width * random.between(0.2, 0.9) * (index % 2 === 0 ? 1 : -1);
    const { label, instrument, ...place } = drawPlayer(name, random);
    const part: Part = { ...place, instrument, pan, width: width * random.between(0, 0.5) };
    play(name, label, renderChords(stage, part), random.between(0.5, 1));
  }
  if (wet > 0) heard.push('in a room');
  return { tracks, heard };
}

function drawPlayer(
  name: Player,
  random: SeededRandom,
): Pick<Part, 'manner' | 'lowest'> & { readonly label: string; readonly instrument: Instrument } {
  const lowest = Math.round(random.between(48, 60));
  if (name === 'piano') {
    return { label: name, instrument: createPiano(random), manner: random.pick(['struck', 'broken', 'held']), lowest };
  }
  if (name === 'guitar') {
    return { label: name, instrument: createGuitar(random), manner: random.pick(['strummed', 'broken']), lowest };
  }
  const label = random.pick(['organ', 'pad', 'pad', 'pluck']);
  if (label === 'organ') {
    return { label, instrument: createOrgan(random), manner: random.pick(['held', 'struck']), lowest };
  }
  if (label === 'pad') return { label, instrument: createPad(random), manner: 'held', lowest };
  return { label, instrument: createPluck(random), manner: 'broken', lowest: lowest + 12 };
}

function peakOf({ left, right }: StereoTrack): number {
  let peak = 1e-9;
  for (const channel of [left, right]) for (const value of channel) peak = Math.max(peak, Math.abs(value));
  return peak;
}
