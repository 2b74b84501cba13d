import type { Warning } from '@potoo/core';
import { isOutage } from '../backends/upstream/upstream-errors.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { nearestVoice } from '../models/nearest-voice.ts';
import type { EngineCall } from './engine-call.ts';
import { firstReachable } from './first-reachable.ts';
import { installedSpeaker } from './installed-speaker.ts';
import { withinRange } from './prosody-range.ts';
import type { Speaker } from './speaker.ts';

/**
 * A voice that speaks as long as anybody has it: where a server does not answer, the next that has the same voice is asked.
 * Where none does, and nothing has been spoken yet, the nearest voice of this machine speaks and says so.
 */
export function reachableSpeaker(entry: InstalledVoice, call: EngineCall): Speaker {
  const own = installedSpeaker(entry, call);
  if (!entry.backend.remote) return own;
  const others = call.inventory.voices.filter((other) => other.backend !== entry.backend && isSame(other, entry));
  const candidates = [own, ...others.map((other) => installedSpeaker(other, call))];
  let substitute: Speaker | undefined;
  let hasSpoken = false;

  const standIn = (language: string): Speaker | undefined => {
    if (hasSpoken || call.options.strict) return undefined;
    const here = call.inventory.voices.filter(({ backend }) => !backend.remote);
    const nearest = nearestVoice(here, { language, gender: entry.voice.gender });
    return nearest && installedSpeaker(nearest, call);
  };
  return {
    ...own,
    get model() {
      return (substitute ?? own).model;
    },
    get voice() {
      return (substitute ?? own).voice;
    },
    async synthesize(params, options) {
      try {
        if (!substitute) {
          const spoken = await firstReachable(candidates, (speaker) => speaker.synthesize(params, options));
          hasSpoken = true;
          return spoken;
        }
      } catch (error) {
        options.signal.throwIfAborted();
        substitute ??= isOutage(error) ? standIn(params.language) : undefined;
        if (!substitute) throw error;
      }
      const { manner } = withinRange(params, substitute.range, substitute.voice);
      const spoken = await substitute.synthesize({ ...params, ...manner }, options);
      return { ...spoken, warnings: [...(spoken.warnings ?? []), stoodIn(own, substitute)] };
    },
  };
}

function isSame({ voice }: InstalledVoice, { voice: wanted }: InstalledVoice): boolean {
  return voice.id === wanted.id && voice.model === wanted.model;
}

function stoodIn(asked: Speaker, served: Speaker): Warning {
  const message = `No server that has ${asked.model}/${asked.voice} can be reached: ${served.model}/${served.voice} spoke instead.`;
  return { type: 'fallback', subject: 'voice', message };
}
