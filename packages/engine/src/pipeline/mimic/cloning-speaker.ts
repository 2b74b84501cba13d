import type { Warning } from '@potoo/core';
import { BadRequestError, NotFoundError } from '@potoo/core/errors';
import type { ProsodyRange, SpokenReference, Utterance } from '../../backends/contract.ts';
import { primaryLanguage } from '../../models/language-tags.ts';
import type { StoredVoice } from '../../voices/stored-voice.ts';
import type { EngineCall } from '../engine-call.ts';
import { WIDEST_RANGE } from '../prosody-range.ts';
import type { Speaker } from '../speaker.ts';
import { openReference } from './open-reference.ts';
import { asVoiceCloner, spokenReference, type VoiceCloner } from './spoken-reference.ts';
import { trimTail } from './trim-tail.ts';

/** A model that clones, and whose voice it is to speak in. */
export interface CloningTarget {
  readonly cloner: VoiceCloner;
  readonly voice: SpokenReference;
  /** What the voice is called. */
  readonly id: string;
}

/** Of a model that speaks at one speed only. */
const OWN_MANNER: ProsodyRange = { rate: [1, 1], pitch: [1, 1] };

/**
 * A voice of a recording as the pipeline sees it: each sentence goes to the model with the recording itself, so that a long text
 * ends in the voice that it began in; with the sentence before it as well, where the model takes that.
 */
export function cloningSpeaker({ cloner, voice, id }: CloningTarget, { pools }: Pick<EngineCall, 'pools'>): Speaker {
  const { backend, installation, model } = cloner;
  const pool = pools.for(backend, installation);
  return {
    model: model.id,
    voice: id,
    languages: model.languages,
    range: installation.variant.settings['fixedRate'] === true ? OWN_MANNER : (backend.speech?.range ?? WIDEST_RANGE),
    sampleRate: installation.variant.sampleRate,
    parallel: pools.size,
    goesOn: installation.variant.settings['goesOn'] === true,
    async synthesize(params, { signal, lane }) {
      const spoken = { ...params, voice: id, reference: voice };
      return trimTail(await pool.run<Utterance>('synthesize', spoken, { signal, lane }));
    },
  };
}

/**
 * The language that a model that clones is to speak: as told or detected, or its own where the detection must be wrong.
 * @param stated - What the caller said.
 * @throws {BadRequestError} `language_not_supported`, for a stated one that it does not speak.
 */
export function cloningLanguage({ cloner }: CloningTarget, language: string, stated: string | undefined): string {
  const { id, languages } = cloner.model;
  if (languages.some((tag) => primaryLanguage(tag) === primaryLanguage(language))) return language;
  if (stated === undefined) return languages[0] ?? language;
  throw new BadRequestError(`The model ${id} does not speak ${language}; it speaks ${languages.join(', ')}.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: 'Speak with model "mimic", which imitates the voice in every language that is installed.',
  });
}

/**
 * How a kept voice is spoken: by the model that the caller names, else the one that it was cloned for, from its recording;
 * or by imitation, with a warning where that model has gone.
 */
export async function storedCloning(
  stored: StoredVoice,
  model: string,
  call: EngineCall,
): Promise<CloningTarget | { readonly warnings: readonly Warning[] }> {
  const wanted = model === 'auto' ? stored.model : model;
  if (wanted === undefined) return { warnings: [] };
  const named = call.inventory.tools.filter(({ names }) =>
    names.some((name) => name.toLowerCase() === wanted.toLowerCase()),
  );
  const [cloner] = named.flatMap((tool) => asVoiceCloner(tool) ?? []);
  if (!cloner) return { warnings: model === 'auto' ? [goneModel(stored, wanted)] : [] };
  const recording = await call.voices.recording(stored.id);
  if (!recording)
    throw new NotFoundError(`The recording of the voice ${stored.id} is gone.`, { reason: 'voice_not_found' });
  await using opened = await openReference(recording, call);
  const { language, transcript } = stored;
  return { cloner, voice: await spokenReference(opened, cloner, { language, transcript }, call), id: stored.id };
}

function goneModel({ name }: StoredVoice, model: string): Warning {
  const message = `${model}, which ${name} was cloned for, is not installed: the voice is imitated. Run: potoo pull ${model}`;
  return { type: 'fallback', subject: 'model', message };
}
