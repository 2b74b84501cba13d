import { expect, it } from 'vitest';
import { trackBeats } from './track-beats.ts';

/** Onsets of one, a frame wide, at places that need not be whole. */
function onsets(length: number, places: readonly number[]): Float32Array {
  const curve = new Float32Array(length);
  for (const place of places) {
    const frame = Math.floor(place);
    curve[frame] = 1 - (place - frame);
    curve[frame + 1] = place - frame;
  }
  return curve;
}

it('finds even beats to a fraction of a frame', () => {
  const places = Array.from({ length: 30 }, (_, index) => 20 + 47.3 * index);
  const beats = trackBeats(onsets(1500, places), 46);
  expect(beats).toHaveLength(30);
  for (const [index, beat] of beats.entries()) expect(Math.abs(beat - (places[index] ?? 0))).toBeLessThan(0.6);
});

it('bridges beats that nobody plays', () => {
  const places = Array.from({ length: 30 }, (_, index) => 10 + 50 * index);
  const beats = trackBeats(
    onsets(
      1600,
      places.filter((_, index) => index % 5 !== 3),
    ),
    50,
  );
  expect(beats).toHaveLength(30);
  expect(Math.max(...beats.map((beat, index) => Math.abs(beat - (places[index] ?? 0))))).toBeLessThan(3);
});

it('follows a tempo that drifts', () => {
  const places = Array.from({ length: 40 }, (_, index) => 10 + 50 * index + 0.12 * index * index);
  const beats = trackBeats(onsets(2400, places), 50);
  const found = places.filter((place) => beats.some((beat) => Math.abs(beat - place) < 4));
  expect(found.length).toBeGreaterThanOrEqual(38);
});

it('finds nothing where nothing begins', () => {
  expect(trackBeats(new Float32Array(500), 50)).toEqual([]);
  expect(trackBeats(new Float32Array(0), 50)).toEqual([]);
});
