import type { SeededRandom } from './seeded-random.ts';
import { chordOf, type SongPlan } from './song-plan.ts';
import { addPanned, createTrack, type StereoTrack } from './stereo-track.ts';
import { renderSyllable, type Singer, type Syllable } from './voice-sounds.ts';

const CONSONANTS = ['none', 'none', 'hiss', 'burst', 'hum'] as const satisfies ReadonlyArray<Syllable['consonant']>;
const SUNG = ['a', 'e', 'i', 'o', 'u'] as const;
const LENGTHS = [0.5, 0.5, 1, 1, 1.5, 2] as const;

/** Renders a melody over the chords of a song, in phrases with rests between them, in the centre. */
export function renderSinging(
  plan: SongPlan,
  kind: 'male' | 'female',
  frames: number,
  sampleRate: number,
  random: SeededRandom,
): StereoTrack {
  const singer: Singer = {
    tract: kind === 'male' ? random.between(0.95, 1.05) : random.between(1.12, 1.22),
    tilt: random.between(3, 8),
    breath: random.between(0.005, 0.05),
    vibratoRate: random.between(4.5, 6.5),
    vibratoDepth: random.between(0.15, 0.8),
  };
  const track = createTrack(frames);
  for (const syllable of writeMelody(plan, kind === 'male' ? 52 : 62, frames / sampleRate, random)) {
    const sound = renderSyllable(syllable, singer, sampleRate, random);
    addPanned(track, sound, Math.round(syllable.start * sampleRate), 0, 1);
  }
  return track;
}

/** Lays recorded speech over a song as if it were rap: in the centre, from the first beat, over and over. */
export function laySpeech(plan: SongPlan, speech: Float32Array, frames: number, sampleRate: number): StereoTrack {
  const track = createTrack(frames);
  const step = speech.length + Math.round(plan.beat * sampleRate);
  for (let start = Math.round(plan.beat * sampleRate); start < frames; start += step) {
    addPanned(track, speech, start, 0, 1);
  }
  return track;
}

function* writeMelody(plan: SongPlan, lowest: number, seconds: number, random: SeededRandom): Generator<Syllable> {
  const notes = reachable(plan, lowest);
  let index = Math.floor(notes.length / 2);
  let time = plan.beat * random.pick([0, 1, 2]);
  let left = 0;
  let before: number | undefined;
  while (time < seconds) {
    if (left === 0) {
      time += plan.beat * random.pick([0.5, 1, 1, 2]);
      left = Math.floor(random.between(4, 10));
      before = undefined;
    }
    const length = plan.beat * random.pick(LENGTHS);
    index = Math.min(notes.length - 1, Math.max(0, index + Math.floor(random.between(-2.5, 3.5))));
    const note = toChord(plan, notes[index] ?? lowest, time, random);
    yield {
      start: time + random.between(-0.02, 0.02),
      seconds: length * random.between(0.88, 1),
      from: before ?? note - random.between(0, 2),
      note,
      to: note - (left === 1 ? random.between(0, 1.5) : 0),
      vowel: random.pick(SUNG),
      consonant: random.pick(CONSONANTS),
      gain: random.between(0.6, 1),
    };
    before = note;
    time += length;
    left--;
  }
}

/** Notes of the scale over an octave and a half. */
function reachable({ tonic, scale }: SongPlan, lowest: number): number[] {
  const notes = Array.from({ length: 18 }, (_, step) => lowest + step);
  return notes.filter((note) => scale.includes((note - tonic + 120) % 12));
}

/** Half of the notes are moved to the nearest tone of the chord, as melodies do. */
function toChord(plan: SongPlan, note: number, time: number, random: SeededRandom): number {
  if (random.chance(0.5)) return note;
  const { root, tones } = chordOf(plan, Math.floor(time / (4 * plan.beat)));
  const classes = tones.map((tone) => (plan.tonic + root + tone) % 12);
  return [0, 1, -1, 2, -2].map((step) => note + step).find((near) => classes.includes(near % 12)) ?? note;
}
