import { joinArrays } from '../../audio/join-arrays.ts';
import type { Utterance } from '../../backends/contract.ts';
import { mimic } from '../../backends/mimic/mimic.ts';
import type { PlanParams, SampleParams } from '../../backends/mimic/mimic-calls.ts';
import { voiceDistance } from '../../dsp/mimic/nearest-voice.ts';
import type { SampledVoice, ShapingPlan } from '../../dsp/mimic/shaping-plan.ts';
import type { VoiceProfile } from '../../dsp/mimic/voice-profile.ts';
import { retryCrashed } from '../../hosts/retry-crashed.ts';
import type { InstalledVoice } from '../../models/inventory.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import { genderOf } from '../../voices/gender-of.ts';
import { installedSpeaker } from '../installed-speaker.ts';
import type { SpeakerParts } from '../speaker-parts.ts';
import { measuredVoice } from './measured-voices.ts';
import { samplingRequests } from './sampling-texts.ts';

/** Voices of a language that are compared, the best first: each has to speak and be measured once. */
const MOST_CANDIDATES = 3;
/** Voices and plans that are remembered; a voice takes about a megabyte. */
const MOST_VOICES = 24;
const MOST_PLANS = 500;

/**
 * The voices that speak for cloned ones. Those of the package were measured beforehand; any other is measured when it is
 * first needed, by having it speak, and remembered as long as the engine lives.
 */
export class BaseVoices {
  readonly #parts: SpeakerParts;
  readonly #signal: AbortSignal;
  readonly #sampled = new Map<string, Promise<SampledVoice>>();
  readonly #plans = new Map<string, Promise<ShapingPlan>>();

  /** @param signal - Ends the work; a single caller's end does not, as others wait for the same. */
  constructor(parts: SpeakerParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /**
   * Finds the voice that has to change least to sound like another: among those of its gender where there are any, and of
   * the best model.
   * @param candidates - Voices that speak the language, the best first; at least one.
   */
  async nearest(
    candidates: readonly InstalledVoice[],
    target: VoiceProfile,
    language: string,
  ): Promise<InstalledVoice | undefined> {
    const gender = genderOf(target);
    const alike = candidates.filter(({ voice }) => gender === 'neutral' || voice.gender === gender);
    const eligible = alike.length > 0 ? alike : candidates;
    // A voice of a poorer model is no better for being nearer: it is understood less.
    const compared = eligible.filter(({ voice }) => voice.model === eligible[0]?.voice.model).slice(0, MOST_CANDIDATES);
    if (compared.length <= 1) return compared[0];
    const measured = await Promise.all(
      compared.map(async (entry) => ({ entry, sampled: await this.sample(entry, language) })),
    );
    const distances = measured.map(({ entry, sampled }) => ({
      entry,
      distance: voiceDistance(sampled.profile, target),
    }));
    return distances.reduce((best, next) => (next.distance < best.distance ? next : best)).entry;
  }

  /** The measured voice. */
  sample(entry: InstalledVoice, language: string): Promise<SampledVoice> {
    return remember(this.#sampled, keyOf(entry, language), MOST_VOICES, async () => {
      const known = await measuredVoice(entry, language);
      if (known) return known;
      return retryCrashed(this.#signal, async () => {
        const params = await this.speech(entry, language);
        return this.#parts.pools.for(mimic).run<SampledVoice>('sample', params, { signal: this.#signal });
      });
    });
  }

  /** How to shape the speech of a voice towards another. */
  async plan(entry: InstalledVoice, language: string, target: VoiceProfile): Promise<ShapingPlan> {
    const base = await this.sample(entry, language);
    return remember(this.#plans, `${keyOf(entry, language)} ${JSON.stringify(target)}`, MOST_PLANS, () => {
      const params: PlanParams = { base, target };
      return retryCrashed(this.#signal, () =>
        this.#parts.pools.for(mimic).run<ShapingPlan>('plan', params, { signal: this.#signal }),
      );
    });
  }

  /** Some seconds of what the voice says to be known by. */
  async speech(entry: InstalledVoice, language: string): Promise<SampleParams> {
    const primary = primaryLanguage(language);
    const tag = entry.voice.languages.find((known) => primaryLanguage(known) === primary) ?? language;
    const speaker = installedSpeaker(entry, this.#parts);
    const spoken: Utterance[] = [];
    for (const params of samplingRequests(primary, tag)) {
      spoken.push(await speaker.synthesize(params, { signal: this.#signal, lane: 'sampling' }));
    }
    const sampleRate = spoken[0]?.sampleRate ?? speaker.sampleRate;
    return { samples: joinArrays(spoken.map(({ samples }) => samples)), sampleRate };
  }
}

function keyOf({ voice }: InstalledVoice, language: string): string {
  return `${voice.model}/${voice.id} ${primaryLanguage(language)}`;
}

/** What was made for a key, or is being made; a failure is forgotten. The oldest goes when there are too many. */
function remember<T>(kept: Map<string, Promise<T>>, key: string, most: number, make: () => Promise<T>): Promise<T> {
  const found = kept.get(key);
  if (found) return found;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
  return made;
}
