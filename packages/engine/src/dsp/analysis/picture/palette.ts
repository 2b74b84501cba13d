import type { Colour } from './raster.ts';

/** Colours of everything but the spectrogram; light on dark, as that is. */
export const BACKGROUND: Colour = [16, 15, 24];
export const INK: Colour = [214, 212, 224];
export const DIM: Colour = [120, 118, 136];
export const LANE: Colour = [25, 24, 36];
export const SILENCE: Colour = [38, 34, 58];
export const GRID: Colour = [54, 52, 70];
export const WAVE_PEAK: Colour = [122, 96, 190];
export const WAVE_LEVEL: Colour = [201, 184, 245];
