import { type AnalysisGrid, windowsIn } from './analysis-grid.ts';
import { bassShares } from './bass-line.ts';
import { levelsOf } from './level-steps.ts';
import { estimatePercussion } from './percussion.ts';
import type { StereoPlanes } from './segment-planes.ts';
import { medianOverTime } from './sliding-median.ts';
import { createPlane, type Plane } from './spectra.ts';

/** What lasts this long is a note, seconds. */
const NOTE_SECONDS = 0.26;

/** Which share of the accompaniment is whose, 0 to 1; the rest is harmony. */
export interface AccompanimentParts {
  readonly drums: StereoPlanes;
  readonly bass: StereoPlanes;
}

/**
 * Splits an accompaniment into drums, bass and the rest.
 * @param powers - Of the accompaniment alone, the voice taken out.
 */
export function splitAccompaniment(powers: StereoPlanes, grid: AnalysisGrid): AccompanimentParts {
  const percussion = estimatePercussion(powers, grid);
  const drums = {
    mid: drumShares(powers.mid, percussion.mid, grid),
    side: powers.side && percussion.side && drumShares(powers.side, percussion.side, grid),
  };
  const held = createPlane(powers.mid.windows, powers.mid.bins);
  for (let index = 0; index < held.values.length; index++) {
    held.values[index] = (powers.mid.values[index] ?? 0) * (1 - (drums.mid.values[index] ?? 0)) ** 2;
  }
  const bass = bassShares(held, grid);
  for (let index = 0; index < held.values.length; index++) {
    bass.values[index] = (bass.values[index] ?? 0) * (1 - (drums.mid.values[index] ?? 0));
  }
  // A bass stands in the middle: what the sides hold so low is the room of other instruments.
  return { drums, bass: { mid: bass } };
}

/** Halfway between two estimates: the drums against all that sounds, and against the notes that go on below them. */
function drumShares(powers: Plane, percussion: Plane, grid: AnalysisGrid): Plane {
  const rest = createPlane(powers.windows, powers.bins);
  for (let index = 0; index < rest.values.length; index++) {
    rest.values[index] = Math.max(0, (powers.values[index] ?? 0) - (percussion.values[index] ?? 0));
  }
  const notes = medianOverTime(levelsOf(rest), windowsIn(grid, NOTE_SECONDS / 2));
  for (let index = 0; index < rest.values.length; index++) {
    const beat = percussion.values[index] ?? 0;
    const ofAll = Math.min(1, beat / ((powers.values[index] ?? 0) + 1e-12));
    const overNotes = beat / (beat + (notes.values[index] ?? 0) + 1e-12);
    rest.values[index] = (ofAll + overNotes) / 2;
  }
  return rest;
}
