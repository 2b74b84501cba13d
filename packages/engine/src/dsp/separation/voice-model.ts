import { fillAccompaniment } from './filled-accompaniment.ts';
import { knownAccompaniment } from './known-accompaniment.ts';
import { createPlane, type Plane } from './spectra.ts';
import { foretoldBySides } from './stereo-image.ts';
import type { Pause, Stretch } from './stretch.ts';
import { voiceComb } from './voice-comb.ts';

/** How much of what is new between the harmonics counts as voice. */
const NEW_SHARE = 0.6;
/** How sharply what is partly new counts as new. */
const NEW_SHARPNESS = 3;

/** Powers, in the middle of the stereo image, of the voice and of all that accompanies it. */
export interface VoiceModel {
  readonly voice: Plane;
  readonly accompaniment: Plane;
}

/**
 * Estimates the powers of the voice and of its accompaniment.
 *
 * What repeats, what beats and what the sides foretell is accompaniment: a first guess. In what it leaves, the pitch of the
 * voice is followed. Where the harmonics of that pitch lie, and where the first guess falls short, the accompaniment is then
 * filled in from where it plays alone. The voice is what exceeds it.
 */
export async function modelVoice(stretch: Stretch, pause: Pause): Promise<VoiceModel> {
  const { grid, planes } = stretch;
  const { windows, bins, values: powers } = planes.mid;
  const foretold = foretoldBySides(planes, grid);
  const known = knownAccompaniment(planes, foretold, grid);
  await pause(0.2);
  const comb = voiceComb(stretch, known);
  await pause(0.3);

  const novelty = createPlane(windows, bins);
  const trust = createPlane(windows, bins);
  for (let index = 0; index < powers.length; index++) {
    const power = powers[index] ?? 0;
    const fresh = Math.max(0, power - (known.values[index] ?? 0)) / (power + 1e-12);
    novelty.values[index] = fresh;
    trust.values[index] = 1 - 0.98 * Math.max(comb.values[index] ?? 0, fresh ** NEW_SHARPNESS);
  }
  const filled = await fillAccompaniment(planes, trust, grid, (fraction) => pause(0.3 + 0.7 * fraction));

  const voice = createPlane(windows, bins);
  const accompaniment = createPlane(windows, bins);
  for (let index = 0; index < powers.length; index++) {
    const power = powers[index] ?? 0;
    const tooth = comb.values[index] ?? 0;
    // Between the harmonics, only what does not repeat may be a consonant.
    const share = tooth + (1 - tooth) * NEW_SHARE * (novelty.values[index] ?? 0);
    const others = Math.max(filled.values[index] ?? 0, foretold?.values[index] ?? 0);
    voice.values[index] = share * Math.max(0, power - others);
    accompaniment.values[index] = power - (voice.values[index] ?? 0);
  }
  return { voice, accompaniment };
}
