import type { Pcm } from '@potoo/core';
import { playChord, randomEnsemble } from './accompaniment.ts';
import { addNoise } from './add-noise.ts';
import { DRUM_PATTERNS } from './drum-patterns.ts';
import { type DrumName, drumKit } from './drums.ts';
import { progressions, type ScaleName } from './harmony.ts';
import { additive, type Canvas, TIMBRES, type TimbreName } from './instruments.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** Which progression to render; what is left open is drawn from the seed. */
export interface ProgressionRequest {
  readonly seed: number;
  /** Pitch class of the tonic, 0 for C to 11 for B. */
  readonly tonic: number;
  readonly scale: ScaleName;
  /** Hertz. @default 22050 */
  readonly sampleRate?: number;
  /** @default 24 */
  readonly seconds?: number;
}

/** A rendered progression, with the truth about it. */
export interface RenderedProgression {
  readonly name: string;
  readonly pcm: Pcm;
  readonly tonic: number;
  readonly scale: ScaleName;
}

const SCALES: Readonly<Record<ScaleName, readonly number[]>> = {
  Major: [0, 2, 4, 5, 7, 9, 11],
  Minor: [0, 2, 3, 5, 7, 8, 10],
};

/** Renders chords, with or without bass, melody and drums, off the concert pitch and over noise. */
export function renderProgression(request: ProgressionRequest): RenderedProgression {
  const { seed, tonic, scale, sampleRate = 22_050, seconds = 24 } = request;
  const random = seededRandom(seed);
  const canvas: Canvas = { samples: new Float32Array(Math.round(seconds * sampleRate)), sampleRate };
  const known = progressions(scale);
  const index = random.whole(0, known.length - 1);
  const progression = known[index] ?? [];
  const styles = ['held', 'held', 'onBeats', 'broken', 'strummed'] as const;
  const ensemble = randomEnsemble(random, 60 + (tonic > 6 ? tonic - 12 : tonic), styles);
  const beat = 60 / random.between(70, 150);
  const perChord = random.pick([2, 4, 4]);
  const lead = additive(TIMBRES[random.pick<TimbreName>(['flute', 'clarinet', 'square', 'piano'])], random);
  const withMelody = random.chance(0.4);
  const total = seconds / beat;
  for (let first = 0, turn = 0; first + perChord <= total; first += perChord, turn++) {
    const chord = progression[turn % progression.length];
    if (!chord) continue;
    const beats = Array.from({ length: perChord }, (_, offset) => (first + offset) * beat);
    playChord(canvas, ensemble, { chord, beats, end: (first + perChord) * beat, divisions: 2 }, random);
    if (!withMelody) continue;
    for (const start of beats) {
      // Mostly a note of the chord, sometimes one of the scale.
      const step = random.chance(0.7) ? chord.root + random.pick(chord.intervals) : random.pick(SCALES[scale]);
      const pitch = ensemble.tonic + ensemble.detuning + (step % 12) + 12;
      lead(canvas, { start, duration: 0.9 * beat, pitch, level: 0.5 * ensemble.level });
    }
  }
  const withDrums = random.chance(0.4);
  if (withDrums) playDrums(canvas, beat, random);
  addNoise(canvas, random.between(15, 50), random);
  return {
    name: `progression ${index} ${ensemble.style}${ensemble.bass ? ' bass' : ''}${withMelody ? ' melody' : ''}${withDrums ? ' drums' : ''}`,
    pcm: { channels: [canvas.samples], sampleRate },
    tonic,
    scale,
  };
}

function playDrums(canvas: Canvas, beat: number, random: SeededRandom): void {
  const kit = drumKit(random);
  const level = random.between(0.15, 0.5);
  const pattern = DRUM_PATTERNS['4/4'][random.pick(['rock', 'house', 'sixteenths', 'disco'])] ?? {};
  const end = canvas.samples.length / canvas.sampleRate;
  for (const [drum, line] of Object.entries(pattern) as Array<[DrumName, string]>) {
    const steps = line.replaceAll(' ', '');
    for (let step = 0; (step * beat) / 4 < end; step++) {
      const mark = steps[step % steps.length];
      if (mark !== '.') kit(canvas, drum, (step * beat) / 4, level * (mark === 'X' ? 1 : 0.5));
    }
  }
}
