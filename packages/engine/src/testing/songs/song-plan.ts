import type { SeededRandom } from './seeded-random.ts';

/** What a song plays, before anything sounds. */
export interface SongPlan {
  /** Beats a minute. */
  readonly tempo: number;
  /** Seconds of one beat. */
  readonly beat: number;
  /** MIDI note number of the key, in the octave above middle C. */
  readonly tonic: number;
  /** Semitones of the scale above the tonic. */
  readonly scale: readonly number[];
  /** One chord a bar of four beats, over and over. */
  readonly chords: readonly Chord[];
  readonly bars: number;
  /** Largest error in time of a player, seconds; 0 for a sequencer. */
  readonly looseness: number;
}

/** A triad. */
export interface Chord {
  /** Semitones of the root above the tonic, 0 to 11. */
  readonly root: number;
  /** Semitones above the root. */
  readonly tones: readonly number[];
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];

/** Degrees of the scale, bar by bar. */
const PROGRESSIONS = [
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 5, 3, 4],
  [1, 4, 0, 0],
  [0, 3],
  [0, 3, 4, 3],
  [0, 6, 5, 4],
] as const satisfies ReadonlyArray<readonly number[]>;

/** Draws the plan of a song that lasts at least so long. */
export function planSong(seconds: number, random: SeededRandom): SongPlan {
  const tempo = Math.round(random.between(70, 160));
  const beat = 60 / tempo;
  const scale = random.chance(0.6) ? MAJOR : MINOR;
  const chords = random.pick(PROGRESSIONS).map((degree) => triad(scale, degree));
  return {
    tempo,
    beat,
    tonic: 60 + Math.floor(random.between(0, 12)),
    scale,
    chords,
    bars: Math.ceil(seconds / (4 * beat)),
    looseness: random.chance(0.5) ? 0 : random.between(0.002, 0.01),
  };
}

/** The chord of a bar, counted from 0. */
export function chordOf({ chords }: SongPlan, bar: number): Chord {
  return chords[bar % chords.length] ?? { root: 0, tones: [0, 4, 7] };
}

function triad(scale: readonly number[], degree: number): Chord {
  const at = (step: number): number => (scale[step % 7] ?? 0) + 12 * Math.floor(step / 7);
  const root = at(degree);
  return { root: root % 12, tones: [0, at(degree + 2) - root, at(degree + 4) - root] };
}
