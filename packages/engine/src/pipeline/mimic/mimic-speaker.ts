import type { Utterance } from '../../backends/contract.ts';
import { mimic } from '../../backends/mimic/mimic.ts';
import type { ShapeParams } from '../../backends/mimic/mimic-calls.ts';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';
import type { InstalledVoice } from '../../models/inventory.ts';
import type { EngineCall } from '../engine-call.ts';
import { installedSpeaker } from '../installed-speaker.ts';
import type { Speaker } from '../speaker.ts';

/** A voice to be imitated. */
export interface MimicTarget {
  readonly profile: VoiceProfile;
  /** Id that the speech is told to be in. */
  readonly voice: string;
  /** Model that is told to speak. */
  readonly model: string;
  /** Whether it is kept, under an id that no other voice will have. */
  readonly kept: boolean;
}

/** Speaking rates that are left when the imitated voice is as fast or as slow as one can be. */
const RATE_RANGE = [0.4, 2.5] as const;
const PITCH_RANGE = [0.5, 2] as const;

/**
 * A speaker that sounds like another: the sentences of an installed voice, shaped one by one. Their words keep their
 * times.
 * @param language - BCP-47 tag that it speaks.
 */
export function mimicSpeaker(
  target: MimicTarget,
  base: InstalledVoice,
  language: string,
  call: Pick<EngineCall, 'pools' | 'media' | 'options' | 'bases'>,
): Speaker {
  const speaker = installedSpeaker(base, call);
  const { profile, voice, model, kept } = target;
  return {
    model,
    voice,
    // Of a voice that is not kept nothing is kept.
    identity: kept && speaker.identity ? `${speaker.identity} ${base.voice.id}` : undefined,
    languages: [...new Set([language, ...base.voice.languages])],
    range: { rate: RATE_RANGE, pitch: PITCH_RANGE },
    sampleRate: speaker.sampleRate,
    parallel: speaker.parallel,
    async synthesize({ pitch, rate, ...params }, options) {
      const bases = await call.bases();
      const plan = await bases.plan(base, language, profile);
      const [least, most] = speaker.range.rate;
      const paced = Math.min(most, Math.max(least, rate * plan.rate));
      const spoken = await speaker.synthesize({ ...params, rate: paced, pitch: 1 }, options);
      const { samples, sampleRate } = spoken;
      if (samples.length === 0) return spoken;
      const shape: ShapeParams = { samples, sampleRate, plan, pitch };
      const shaped = await call.pools.for(mimic).run<Utterance['samples']>('shape', shape, options);
      return { ...spoken, samples: shaped };
    },
  };
}
