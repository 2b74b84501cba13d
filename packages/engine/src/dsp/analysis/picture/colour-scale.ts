import type { Colour } from './raster.ts';

/**
 * Points of the colour map "magma" by N. J. Smith and S. van der Walt (public domain), at equal distances: as bright as the value is
 * high, also in grey and to eyes that tell few colours apart.
 */
const MAGMA: readonly Colour[] = [
  [0, 0, 4],
  [28, 16, 68],
  [79, 18, 123],
  [129, 37, 129],
  [181, 54, 122],
  [229, 80, 100],
  [251, 135, 97],
  [254, 194, 135],
  [252, 253, 191],
];

/** Colour of a value, 0 dark to 1 bright; values beyond are held to the ends. */
export function colourOf(value: number): Colour {
  const place = Math.max(0, Math.min(1, value)) * (MAGMA.length - 1);
  const below = Math.min(MAGMA.length - 2, Math.floor(place));
  const [from, to] = [MAGMA[below] ?? [0, 0, 0], MAGMA[below + 1] ?? [0, 0, 0]];
  const between = (at: 0 | 1 | 2) => Math.round(from[at] + (place - below) * (to[at] - from[at]));
  return [between(0), between(1), between(2)];
}
