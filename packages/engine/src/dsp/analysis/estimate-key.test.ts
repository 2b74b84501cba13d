import { describe, expect, it } from 'vitest';
import { pitchClass } from '../../testing/music/scores.ts';
import { estimateKey } from './estimate-key.ts';
import { PITCH_CLASSES } from './fold-chroma.ts';
import { PITCH_RATE } from './musical-features.ts';

/** Notes of triads, relative to the tonic. */
const CHORDS: Readonly<Record<string, readonly number[]>> = {
  I: [0, 4, 7],
  ii: [2, 5, 9],
  IV: [5, 9, 0],
  V: [7, 11, 2],
  vi: [9, 0, 4],
  i: [0, 3, 7],
  iv: [5, 8, 0],
  v: [7, 10, 2],
  bIII: [3, 7, 10],
  bVI: [8, 0, 3],
  bVII: [10, 2, 5],
};

/** Rows of pitch classes: two seconds of each chord, its root and fifth louder, over a little of everything. */
function chromaOf(progression: string, tonic: number): Float32Array {
  const rows = progression.split(' ').flatMap((name) => {
    const row = Array.from({ length: PITCH_CLASSES }, () => 0.01);
    for (const [index, note] of (CHORDS[name] ?? []).entries()) {
      row[(tonic + note) % PITCH_CLASSES] = [0.35, 0.22, 0.31][index] ?? 0;
    }
    return Array.from({ length: 2 * PITCH_RATE }, () => row);
  });
  return Float32Array.from(rows.flat());
}

describe('estimateKey', () => {
  it.each([
    ['I IV V I', 'Major'],
    ['I V vi IV', 'Major'],
    ['I vi IV V', 'Major'],
    ['I bVII IV I', 'Major'],
    ['IV V I I', 'Major'],
    ['i iv v i', 'Minor'],
    ['i iv V i', 'Minor'],
    ['i bVI bIII bVII', 'Minor'],
    ['i bVII bVI V', 'Minor'],
    ['iv V i i', 'Minor'],
  ] as const)('finds the key of %s, whatever the tonic', (progression, scale) => {
    for (let tonic = 0; tonic < PITCH_CLASSES; tonic++) {
      expect(estimateKey(chromaOf(progression, tonic))[0]).toMatchObject({ tonic, scale });
    }
  });

  it('gives all keys with probabilities, the most likely first', () => {
    const keys = estimateKey(chromaOf('I IV V I', pitchClass('Eb') ?? 0));
    expect(keys).toHaveLength(24);
    expect(keys.map(({ score }) => score)).toEqual(keys.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(keys.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 6);
  });

  it('finds none in silence, nor in one note', () => {
    expect(estimateKey(new Float32Array(0))).toEqual([]);
    expect(estimateKey(new Float32Array(20 * PITCH_CLASSES))).toEqual([]);
    const note = Float32Array.from({ length: 20 * PITCH_CLASSES }, (_, at) => (at % PITCH_CLASSES === 4 ? 1 : 0));
    expect(estimateKey(note)).toEqual([]);
  });
});
