import { afterAll, describe, expect, test } from 'vitest';
import { createMedia } from '../audio/media.ts';
import { speechSamples } from '../testing/known-speech.ts';
import { sharedData } from '../testing/shared-data.ts';
import { type SpeechStretch, VoiceActivityDetector, type VoiceActivityOptions } from './voice-activity.ts';

const RATE = 16_000;
const media = createMedia({ processes: 1 });
afterAll(() => media.close());

function detect(samples: Float32Array, options: VoiceActivityOptions & { block?: number } = {}): SpeechStretch[] {
  const { block = 1024, ...rest } = options;
  const detector = new VoiceActivityDetector(rest);
  const found: SpeechStretch[] = [];
  for (let from = 0; from < samples.length; from += block)
    found.push(...detector.push(samples.subarray(from, from + block)));
  return [...found, ...detector.flush()];
}

/** Repeatable noise, uniform in [-1, 1] (a linear congruential generator). */
function noise(seconds: number, amplitude: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * RATE }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}

/** A buzz with the harmonics of a voice. */
function buzz(seconds: number, amplitude: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, index) => {
    const phase = (index * 120) / RATE;
    return amplitude * (2 * (phase - Math.floor(phase)) - 1);
  });
}

/** Four syllables a second, whole seconds only. */
function syllables(seconds: number): Float32Array {
  const tone = buzz(1, 0.3);
  return Float32Array.from(
    { length: seconds * RATE },
    (_, at) => (tone[at % RATE] ?? 0) * (at % 4000 < 3500 ? 1 : 0.1),
  );
}

function join(...parts: Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

const times = (stretches: readonly SpeechStretch[]) => stretches.map(({ start, end }) => [start, end] as const);

describe('what is no speech', () => {
  test('nothing, silence and a constant give no stretch', () => {
    expect(detect(new Float32Array())).toEqual([]);
    expect(detect(new Float32Array(5 * RATE))).toEqual([]);
    expect(detect(new Float32Array(5 * RATE).fill(0.4))).toEqual([]);
  });

  test('steady noise gives none, whatever its level, also from the first frame on', () => {
    for (const amplitude of [1, 0.1, 0.01, 0.0005]) expect(detect(noise(20, amplitude))).toEqual([]);
  });

  test('noise that begins after digital silence gives none', () => {
    expect(detect(join(new Float32Array(2 * RATE), noise(5, 0.02)))).toEqual([]);
  });

  test('a click gives none', () => {
    const samples = noise(4, 0.001);
    samples[2 * RATE] = 1;
    expect(detect(samples)).toEqual([]);
  });

  test('NaN and infinity do not deafen it', () => {
    const samples = join(noise(2, 0.001), buzz(1, 0.3), noise(2, 0.001));
    samples[100] = Number.NaN;
    samples[200] = Number.POSITIVE_INFINITY;
    expect(detect(samples)).toHaveLength(1);
  });
});

describe('cutting', () => {
  const speech = join(noise(2, 0.001), buzz(1, 0.3), noise(0.3, 0.001), buzz(1, 0.3), noise(2, 0.001), buzz(1, 0.3));

  test('a short pause joins, a long one parts, and padding is kept around', () => {
    const [first, second, ...more] = times(detect(speech));
    expect(more).toEqual([]);
    expect(first?.[0]).toBeCloseTo(1.85, 1);
    expect(first?.[1]).toBeCloseTo(4.45, 1);
    expect(second?.[0]).toBeCloseTo(6.15, 1);
    expect(second?.[1]).toBeCloseTo(7.3, 1);
  });

  test('the samples are those of the stream at the stated times', () => {
    for (const { start, end, samples } of detect(speech)) {
      const [from, to] = [Math.round(start * RATE), Math.round(end * RATE)];
      expect(samples).toEqual(speech.slice(from, to));
    }
  });

  test('the size of the blocks changes nothing', () => {
    const whole = detect(speech, { block: speech.length });
    for (const block of [1, 159, 161, 4096]) expect(detect(speech, { block })).toEqual(whole);
  });

  test('a long stretch is split at its quietest place and nothing is lost', () => {
    const dip = join(syllables(7), buzz(0.1, 0.01), syllables(9));
    const samples = join(noise(2, 0.001), dip, noise(2, 0.001));
    const [first, second, ...more] = detect(samples, { maxStretch: 10 });
    expect(more).toEqual([]);
    expect(first?.end).toBeCloseTo(9.05, 1);
    expect(second?.start).toBe(first?.end);
    expect(second?.end).toBeGreaterThan(18);
  });

  test('no stretch is longer than the cap, however long the speech', () => {
    const stretches = detect(join(noise(2, 0.001), syllables(60)), { maxStretch: 8 });
    expect(Math.max(...stretches.map(({ start, end }) => end - start))).toBeLessThanOrEqual(8.05);
    const covered = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(covered).toBeGreaterThan(59);
  });

  test('a stretch comes out while the stream goes on', () => {
    const detector = new VoiceActivityDetector();
    expect(detector.push(join(noise(2, 0.001), buzz(1, 0.3), noise(1.5, 0.001)))).toHaveLength(1);
  });

  test('other rates work the same', () => {
    const half = speech.filter((_, index) => index % 2 === 0);
    const [first] = times(detect(half, { sampleRate: RATE / 2 }));
    expect(first?.[0]).toBeCloseTo(1.85, 1);
  });
});

const recordings = sharedData('speech/jfk.wav') !== undefined;
describe.runIf(recordings)('real recordings (skipped where the shared data is absent)', () => {
  /** Every stretch that was said overlaps what was found, edge to edge, within the tolerance, pauses between them kept. */
  async function expectStretches(file: string, said: ReadonlyArray<readonly [number, number]>, tolerance: number) {
    const found = times(detect(await speechSamples(media, file)));
    expect(found, `${file}: ${JSON.stringify(found)}`).toHaveLength(said.length);
    said.forEach(([start, end], index) => {
      expect(Math.abs((found[index]?.[0] ?? 0) - start), `${file} ${index} starts`).toBeLessThan(tolerance);
      expect(Math.abs((found[index]?.[1] ?? 0) - end), `${file} ${index} ends`).toBeLessThan(tolerance);
    });
  }

  test('the turns of a conversation', async () => {
    await expectStretches(
      'conversation/three-speakers.wav',
      [
        [1.7, 3.9],
        [6.2, 11.1],
        [12.8, 18],
      ],
      0.4,
    );
  });

  test('a speech with applause around it', async () => {
    await expectStretches(
      'speech/jfk.wav',
      [
        [0.29, 2.28],
        [3.26, 4.42],
        [5.37, 7.69],
        [8.16, 10.57],
      ],
      0.45,
    );
  });

  test('speech in noise of its own level', async () => {
    const clean = times(detect(await speechSamples(media, 'noise/clean_freesound_33711.wav')));
    const noisy = times(detect(await speechSamples(media, 'noise/noisy_snr0.wav')));
    expect(noisy[0]?.[0]).toBeCloseTo(clean[0]?.[0] ?? 0, 0);
    expect(noisy.at(-1)?.[1]).toBeCloseTo(clean.at(-1)?.[1] ?? 0, 0);
  });

  test('music of two minutes is cut into bounded stretches', async () => {
    const samples = await speechSamples(media, 'music/Karissa_Hobbs_-_Lets_Go_Fishin.hq.ogg');
    for (const { start, end } of detect(samples)) expect(end - start).toBeLessThanOrEqual(25.05);
  });
});
