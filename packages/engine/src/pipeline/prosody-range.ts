import type { Warning } from '@potoo/core';
import type { ProsodyRange } from '../backends/contract.ts';

/** Rate and pitch, relative to a voice's own. */
export interface Manner {
  readonly rate: number;
  readonly pitch: number;
}

/** What every voice is asked for at most, where its backend states nothing narrower. */
export const WIDEST_RANGE: ProsodyRange = { rate: [0.25, 4], pitch: [0.5, 2] };

/** Keeps rate and pitch within what a voice can do, and says so where that changes them. */
export function withinRange(
  wanted: Manner,
  range: ProsodyRange,
  voice: string,
): { readonly manner: Manner; readonly warnings: readonly Warning[] } {
  const manner = { rate: clamp(wanted.rate, range.rate), pitch: clamp(wanted.pitch, range.pitch) };
  const warnings = (['rate', 'pitch'] as const)
    .filter((name) => manner[name] !== wanted[name])
    .map((name): Warning => {
      const [least, most] = range[name];
      const message = `The voice ${voice} holds a ${name} of ${least} to ${most}: ${round(wanted[name])} became ${manner[name]}.`;
      return { type: 'unsupported', subject: name, message };
    });
  return { manner, warnings };
}

function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
