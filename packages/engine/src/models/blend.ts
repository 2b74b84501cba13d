import { BadRequestError } from '@potoo/core/errors';
import type { SpeakerShare } from '../backends/contract.ts';
import type { InstalledVoice } from './inventory.ts';

/** One part of a blend: a voice, and how much of it relative to the others. */
export interface BlendPart {
  readonly id: string;
  readonly weight: number;
}

const PART = /^([A-Za-z0-9_-]+)(?:\((\d{1,3}(?:\.\d{1,4})?)\))?$/;
/** More parts than this sound like nobody. */
const MOST_PARTS = 8;
/** Families whose voices are vectors that can be averaged. */
const BLENDING: readonly unknown[] = ['kokoro', 'kitten'];

/** Reads `af_bella(2)+af_sky(1)`, in the notation of Kokoro-FastAPI; `undefined` when it is no blend. */
export function readBlend(voice: string): BlendPart[] | undefined {
  if (voice.length > 400 || !/[+(]/.test(voice)) return undefined;
  const parts: BlendPart[] = [];
  for (const text of voice.split('+')) {
    const match = PART.exec(text.trim());
    const [, id, weight = '1'] = match ?? [];
    if (id === undefined) return undefined;
    parts.push({ id, weight: Number(weight) });
  }
  return parts;
}

/**
 * Makes the voice that a blend names out of installed ones of one model; `undefined` when it is no blend, or of voices that
 * are not installed.
 * @throws {BadRequestError} If its voices cannot be blended: of different models, of a model without voice vectors, too many,
 * or none that counts.
 */
export function blendedVoice(voices: readonly InstalledVoice[], asked: string): InstalledVoice | undefined {
  const parts = readBlend(asked);
  if (!parts) return undefined;
  const found = parts.map(({ id }) => voices.find(({ voice }) => voice.id === id));
  const [first] = found;
  if (!first || found.includes(undefined)) return undefined;
  const family = first.installation?.variant.settings['family'];
  const together = found.every((entry) => entry?.installation === first.installation);
  if (!BLENDING.includes(family) || !together)
    throw cannotBlend(asked, 'its voices are not all of one model that blends');
  if (parts.length > MOST_PARTS) throw cannotBlend(asked, `it has more than ${MOST_PARTS} parts`);
  const speakers = found.flatMap((entry, index): SpeakerShare[] => {
    const share = entry?.speakers?.[0];
    const weight = parts[index]?.weight ?? 0;
    return share && weight > 0 ? [{ speaker: share.speaker, weight }] : [];
  });
  if (speakers.length === 0) throw cannotBlend(asked, 'no part of it has a weight');
  const total = speakers.reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...first,
    voice: { ...first.voice, id: asked, name: asked },
    speakers: speakers.map(({ speaker, weight }) => ({ speaker, weight: weight / total })),
  };
}

function cannotBlend(asked: string, why: string): BadRequestError {
  return new BadRequestError(`The voice "${asked.slice(0, 80)}" cannot be blended: ${why}.`, {
    reason: 'invalid_parameter',
    param: 'voice',
    hint: 'Blend voices of Kokoro or Kitten, such as "af_bella(2)+af_sky(1)".',
  });
}
