import type { Emotion } from '@potoo/core';

/** How speech is delivered, beside its words and its voice: what an emotion changes. */
export interface Delivery {
  /** Semitones by which the melody moves. */
  readonly pitch: number;
  /** Factor of how far the melody moves from its middle. */
  readonly range: number;
  /** Semitones that a phrase ends higher than it would, growing from its middle. */
  readonly contour: number;
  /** Factor of the speaking rate. */
  readonly tempo: number;
  /** Decibels of the whole. */
  readonly energy: number;
  /** Decibels per octave: brighter, as with more effort, or duller. */
  readonly tilt: number;
}

/**
 * What each emotion does. The directions are those that studies of acted and of natural speech agree on: I. Murray & J.
 * Arnott, "Toward the simulation of emotion in synthetic speech", 1993, and K. Scherer, "Vocal communication of emotion", 2003.
 * Neutral leaves speech as it is.
 */
export const DELIVERIES: Readonly<Record<Emotion, Delivery>> = {
  neutral: { pitch: 0, range: 1, contour: 0, tempo: 1, energy: 0, tilt: 0 },
  happy: { pitch: 2.5, range: 1.4, contour: 1, tempo: 1.08, energy: 2, tilt: 0.7 },
  sad: { pitch: -2, range: 0.6, contour: -1, tempo: 0.84, energy: -4, tilt: -1.5 },
  angry: { pitch: 1, range: 1.45, contour: -1.5, tempo: 1.12, energy: 4, tilt: 1.6 },
  excited: { pitch: 4, range: 1.7, contour: 1.5, tempo: 1.18, energy: 4, tilt: 1.2 },
};
