import type { Pcm } from '@potoo/core';
import { type Ensemble, playChord, randomEnsemble } from './accompaniment.ts';
import { addNoise } from './add-noise.ts';
import { BEATS_PER_BAR, DRUM_PATTERNS, type DrumPattern, type Meter } from './drum-patterns.ts';
import { type DrumName, drumKit } from './drums.ts';
import { progressions } from './harmony.ts';
import type { Canvas } from './instruments.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** Which rhythm to render; what is left open is drawn from the seed. */
export interface RhythmRequest {
  readonly seed: number;
  /** Beats per minute; in 6/8 dotted quarters. */
  readonly bpm: number;
  readonly meter: Meter;
  /** Hertz. @default 22050 */
  readonly sampleRate?: number;
  /** @default 20 */
  readonly seconds?: number;
  /** Name of a drum pattern of the meter, or none. */
  readonly pattern?: string;
}

/** A rendered rhythm, with the truth about it. */
export interface RenderedRhythm {
  readonly name: string;
  readonly pcm: Pcm;
  readonly bpm: number;
  readonly meter: Meter;
  /** Seconds. */
  readonly beats: readonly number[];
  /** Seconds. */
  readonly downbeats: readonly number[];
}

/** How time goes in one clip. */
interface Groove {
  /** Seconds before the first beat. */
  readonly lead: number;
  /** Seconds per beat. */
  readonly beat: number;
  /** Where the second half of a beat begins, 0.5 straight to 0.67 triplets. */
  readonly swing: number;
  /** Standard deviation of a stroke's time, seconds. */
  readonly looseness: number;
}

/** Renders drums, with or without a band, over noise. Nothing in it is recorded; the same request gives the same audio. */
export function renderRhythm(request: RhythmRequest): RenderedRhythm {
  const { seed, bpm, meter, sampleRate = 22_050, seconds = 20 } = request;
  const random = seededRandom(seed);
  const name = request.pattern ?? random.pick(Object.keys(DRUM_PATTERNS[meter]));
  const pattern =
    request.pattern === undefined && random.chance(0.2)
      ? freePattern(meter, random)
      : (DRUM_PATTERNS[meter][name] ?? {});
  const bare = name === 'metronome';
  const groove: Groove = {
    lead: random.between(0, 0.6),
    beat: 60 / bpm,
    swing: meter !== '6/8' && random.chance(0.4) ? random.between(0.55, 0.67) : 0.5,
    looseness: random.between(0, 0.008),
  };
  const canvas: Canvas = { samples: new Float32Array(Math.round(seconds * sampleRate)), sampleRate };
  const perBar = BEATS_PER_BAR[meter];
  const count = Math.floor((seconds - groove.lead) / groove.beat);
  const beats = Array.from({ length: count }, (_, index) => groove.lead + index * groove.beat);
  const withDrums = bare || random.chance(0.85);
  const withBand = !(bare || (withDrums && random.chance(0.35)));
  if (withDrums) playDrums(canvas, pattern, groove, random);
  if (withBand) playBand(canvas, { beats, perBar, meter, groove }, random);
  addNoise(canvas, random.between(12, 45), random);
  const downbeats = beats.filter((_, index) => index % perBar === 0);
  const label = `${name}${withDrums ? '' : ' silent'}${withBand ? ' band' : ''} ${meter} ${Math.round(bpm)} sw${groove.swing.toFixed(2)}`;
  return { name: label, pcm: { channels: [canvas.samples], sampleRate }, bpm, meter, beats, downbeats };
}

/** Makes a pattern up: the more weight a place has in the meter, the more likely a stroke. */
function freePattern(meter: Meter, random: SeededRandom): DrumPattern {
  const perBar = BEATS_PER_BAR[meter];
  const steps = meter === '6/8' ? 3 : 4;
  const line = (onFirst: number, onBeat: number, within: number) =>
    Array.from({ length: perBar }, (_, beat) =>
      Array.from({ length: steps }, (_, step) => {
        const likelihood = step > 0 ? within : beat === 0 ? onFirst : onBeat;
        return random.chance(likelihood) ? (step === 0 ? 'X' : 'x') : '.';
      }).join(''),
    ).join(' ');
  return {
    [random.pick(['kick', 'tom'])]: line(1, random.between(0.1, 0.5), 0.06),
    [random.pick(['snare', 'clap', 'rim'])]: line(0.1, random.between(0.4, 0.8), 0.08),
    [random.pick(['hat', 'shaker', 'ride'])]: line(0.9, 0.9, random.between(0.1, 0.6)),
  };
}

function playDrums(canvas: Canvas, pattern: DrumPattern, groove: Groove, random: SeededRandom): void {
  const kit = drumKit(random);
  const level = random.between(0.4, 0.8);
  const end = canvas.samples.length / canvas.sampleRate;
  for (const [drum, line] of Object.entries(pattern) as Array<[DrumName, string]>) {
    const bar = line.split(' ');
    for (let beat = 0; groove.lead + beat * groove.beat < end; beat++) {
      const steps = bar[beat % bar.length] ?? '';
      for (const [step, mark] of [...steps].entries()) {
        if (mark === '.' || random.chance(0.02)) continue;
        const time = groove.lead + (beat + swung(step / steps.length, steps.length, groove.swing)) * groove.beat;
        const loudness = level * (mark === 'X' ? 1 : 0.5) * random.between(0.85, 1.1);
        kit(canvas, drum, time + random.normal(groove.looseness), loudness);
      }
    }
  }
}

/** Bends a place within a beat, 0 to 1, so that its middle comes later; triplets stay as they are. */
function swung(place: number, steps: number, swing: number): number {
  if (steps === 3) return place;
  return place < 0.5 ? 2 * place * swing : swing + 2 * (place - 0.5) * (1 - swing);
}

interface Bars {
  readonly beats: readonly number[];
  readonly perBar: number;
  readonly meter: Meter;
  readonly groove: Groove;
}

function playBand(canvas: Canvas, { beats, perBar, meter, groove }: Bars, random: SeededRandom): void {
  const progression = random.pick(progressions(random.pick(['Major', 'Minor'])) as [never, ...never[]]) as ReturnType<
    typeof progressions
  >[number];
  const styles = ['onBeats', 'offBeats', 'broken', 'strummed', 'held'] as const;
  const ensemble: Ensemble = randomEnsemble(random, 60 + random.whole(-6, 5), styles);
  const barsPerChord = random.chance(0.8) ? 1 : 2;
  for (let bar = 0; bar * perBar < beats.length; bar++) {
    const chord = progression[Math.floor(bar / barsPerChord) % progression.length];
    const inBar = beats.slice(bar * perBar, (bar + 1) * perBar);
    if (!chord || inBar.length === 0) continue;
    const end = (inBar.at(-1) ?? 0) + groove.beat;
    playChord(canvas, ensemble, { chord, beats: inBar, end, divisions: meter === '6/8' ? 3 : 2 }, random);
  }
}
