import type { Meter } from './drum-patterns.ts';
import type { ScaleName } from './harmony.ts';
import { type RenderedProgression, renderProgression } from './render-progression.ts';
import { type RenderedRhythm, renderRhythm } from './render-rhythm.ts';
import { seededRandom } from './seeded-random.ts';

/** What a corpus is made from. */
export interface CorpusOptions {
  /** Another seed gives other clips. */
  readonly seed: number;
  readonly count: number;
  /** Length of a clip. @default 20 */
  readonly seconds?: number;
}

const RATES = [22_050, 44_100, 16_000, 48_000, 32_000];
const METERS: readonly Meter[] = ['4/4', '3/4', '4/4', '6/8'];

/** Renders rhythms from 60 to 200 BPM, half of them in 4/4, a quarter each in 3/4 and 6/8; one at a time. */
export function* rhythmCorpus({ seed, count, seconds = 20 }: CorpusOptions): Generator<RenderedRhythm, void> {
  for (let index = 0; index < count; index++) {
    const random = seededRandom(seed * 1000 + index);
    const meter = METERS[index % METERS.length] ?? '4/4';
    // A dotted quarter is rarely faster.
    const bpm = random.between(60, meter === '6/8' ? 150 : 200);
    yield renderRhythm({ seed: random.whole(0, 1e9), bpm, meter, seconds, sampleRate: random.pick(RATES) });
  }
}

/** Renders progressions in all 24 keys in turn; one at a time. */
export function* progressionCorpus({ seed, count, seconds = 20 }: CorpusOptions): Generator<RenderedProgression, void> {
  for (let index = 0; index < count; index++) {
    const random = seededRandom(seed * 1000 + index);
    const scale: ScaleName = Math.floor(index / 12) % 2 === 0 ? 'Major' : 'Minor';
    const sampleRate = random.pick(RATES);
    yield renderProgression({ seed: random.whole(0, 1e9), tonic: index % 12, scale, seconds, sampleRate });
  }
}
