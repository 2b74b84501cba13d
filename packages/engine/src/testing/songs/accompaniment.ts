import type { Instrument } from './instrument-sounds.ts';
import type { SeededRandom } from './seeded-random.ts';
import { chordOf, type SongPlan } from './song-plan.ts';
import { addPanned, createTrack, type StereoTrack } from './stereo-track.ts';

/** How an instrument plays the chords. */
export type Manner = 'held' | 'struck' | 'strummed' | 'broken';

/** Where and how an instrument plays. */
export interface Part {
  readonly instrument: Instrument;
  readonly manner: Manner;
  /** MIDI note number below which no note lies. */
  readonly lowest: number;
  readonly pan: number;
  /** How far apart the notes of a chord lie in the stereo image, 0 to 1. */
  readonly width: number;
}

/** Beats of a bar at which chords are struck. */
const STRIKES = [
  [0, 1, 2, 3],
  [0, 1.5, 3],
  [0, 2],
  [0, 0.5, 1.5, 2, 2.5, 3.5],
] as const;

/** Bass notes of a bar: beat, length in beats, semitones above the root. */
const BASS_LINES = [
  [[0, 4, 0]],
  [
    [0, 1.5, 0],
    [1.5, 0.5, 0],
    [2, 2, 0],
  ],
  [0, 1, 2, 3].map((beat) => [beat, 1, 0] as const),
  [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((beat) => [beat, 0.5, 0] as const),
  [
    [0, 1, 0],
    [1, 1, 7],
    [2, 1, 12],
    [3, 1, 7],
  ],
] as const satisfies ReadonlyArray<ReadonlyArray<readonly [number, number, number]>>;

/** What every player shares. */
export interface Stage {
  readonly plan: SongPlan;
  readonly frames: number;
  readonly sampleRate: number;
  readonly random: SeededRandom;
}

/** Renders one instrument that plays the chords of a song. */
export function renderChords(stage: Stage, part: Part): StereoTrack {
  const { plan, frames, random } = stage;
  const track = createTrack(frames);
  const strikes = random.pick(STRIKES);
  for (let bar = 0; bar < plan.bars; bar++) {
    const notes = voicing(plan, bar, part.lowest);
    if (part.manner === 'held') playChord(stage, track, part, notes, 4 * bar, 4, 0);
    else if (part.manner === 'broken') {
      for (let step = 0; step < 8; step++) {
        const note = (notes[[0, 1, 2, 1][step % 4] ?? 0] ?? 60) + (step % 8 === 6 ? 12 : 0);
        playChord(stage, track, part, [note], 4 * bar + step / 2, 0.5, 0);
      }
    } else {
      for (const [index, beat] of strikes.entries()) {
        const length = (strikes[index + 1] ?? 4) - beat;
        playChord(stage, track, part, notes, 4 * bar + beat, length, part.manner === 'strummed' ? 0.012 : 0);
      }
    }
  }
  return track;
}

/** Renders a bass that plays the roots, in the centre. */
export function renderBass(stage: Stage, instrument: Instrument): StereoTrack {
  const { plan, frames, random } = stage;
  const track = createTrack(frames);
  const line = random.pick<(typeof BASS_LINES)[number]>(BASS_LINES);
  for (let bar = 0; bar < plan.bars; bar++) {
    const root = 28 + ((plan.tonic + chordOf(plan, bar).root - 28) % 12);
    for (const [beat, length, step] of line) {
      const part: Part = { instrument, manner: 'struck', lowest: 28, pan: 0, width: 0 };
      playChord(stage, track, part, [root + step], 4 * bar + beat, 0.95 * length, 0);
    }
  }
  return track;
}

/** The notes of a chord in the octave above a note. */
function voicing(plan: SongPlan, bar: number, lowest: number): number[] {
  const { root, tones } = chordOf(plan, bar);
  return tones.map((tone) => lowest + ((plan.tonic + root + tone - lowest + 120) % 12)).sort((a, b) => a - b);
}

function playChord(
  { plan, sampleRate, random }: Stage,
  track: StereoTrack,
  { instrument, pan, width }: Part,
  notes: readonly number[],
  beat: number,
  beats: number,
  spread: number,
): void {
  const late = random.between(-1, 1) * plan.looseness;
  for (const [index, note] of notes.entries()) {
    const start = Math.round((beat * plan.beat + late + index * spread) * sampleRate);
    if (start >= track.left.length) continue;
    const place = notes.length > 1 ? (2 * index) / (notes.length - 1) - 1 : 0;
    const sound = instrument(note, beats * plan.beat, sampleRate);
    addPanned(track, sound, start, Math.max(-1, Math.min(1, pan + width * place)), 1);
  }
}
