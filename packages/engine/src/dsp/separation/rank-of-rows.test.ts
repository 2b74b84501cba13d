import { expect, it } from 'vitest';
import { seededRandom } from '../../testing/music/seeded-random.ts';
import { MOST_ROWS, rankOfRows } from './rank-of-rows.ts';

it.each(Array.from({ length: MOST_ROWS }, (_, index) => index + 1))('finds every rank of %i rows', (count) => {
  const random = seededRandom(count);
  const rows = Array.from({ length: count }, () => Uint8Array.from({ length: 50 }, () => random.whole(0, 255)));
  rows[0]?.set([0, 255, 255, 0]);
  for (let rank = 0; rank < count; rank++) {
    const found = new Uint8Array(50);
    rankOfRows(rows, rank, found);
    const sorted = [...found.keys()].map((at) => rows.map((row) => row[at] ?? 0).toSorted((a, b) => a - b)[rank]);
    expect([...found]).toEqual(sorted);
  }
});
