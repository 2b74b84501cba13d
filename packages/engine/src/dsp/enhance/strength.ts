/** How deep noise is taken down: a little, clearly, or as far as it goes. */
export type Strength = 1 | 2 | 3;

/** What a strength means. */
export interface Depth {
  /** Most that is taken off, decibels. */
  readonly most: number;
  /** Least that is taken off, also where there is next to no noise, decibels. */
  readonly least: number;
  /** How far below the voice noise is brought, decibels: less is taken off where it lies that low by itself. */
  readonly target: number;
}

export const DEPTHS: Readonly<Record<Strength, Depth>> = {
  1: { most: 10, least: 3, target: 35 },
  2: { most: 20, least: 6, target: 45 },
  3: { most: 40, least: 12, target: 60 },
};
