import { BadRequestError } from '@potoo/core/errors';
import { CLONED_MODEL, type StoredVoice } from '../../voices/stored-voice.ts';
import type { EngineCall } from '../engine-call.ts';

/**
 * Finds the cloned voice that a request names: by its id, with or without its model before it, or by its name, in any
 * case. Names of installed voices and of known models win.
 * @returns `undefined` if none is named.
 * @throws {BadRequestError} `ambiguous_voice` if several have the name.
 */
export async function findClonedVoice(
  voice: string,
  { voices, inventory }: Pick<EngineCall, 'voices' | 'inventory'>,
): Promise<StoredVoice | undefined> {
  const name = voice.startsWith(`${CLONED_MODEL}/`) ? voice.slice(CLONED_MODEL.length + 1) : voice;
  if (name === 'auto' || name === 'default') return undefined;
  const byId = await voices.find(name);
  if (byId) return byId;
  const taken = [...inventory.voices, ...inventory.known].map((entry) => entry.voice);
  if (taken.some(({ id, model: owner }) => id === name || `${owner}/${id}` === name)) return undefined;
  const wanted = name.toLowerCase();
  const named = (await voices.list()).filter((stored) => stored.name.toLowerCase() === wanted);
  if (named.length > 1) {
    throw new BadRequestError(`${named.length} cloned voices are called "${name.slice(0, 80)}".`, {
      reason: 'ambiguous_voice',
      param: 'voice',
      hint: `Use an id: ${named
        .map(({ id }) => id)
        .slice(0, 5)
        .join(', ')}.`,
    });
  }
  return named[0];
}
