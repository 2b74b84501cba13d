import type { SpeechEvent, Warning } from '@potoo/core';
import { canonicalLanguage } from '../../models/language-tags.ts';
import { resolveVoice } from '../../models/resolve-voice.ts';
import type { CheckedSpeechRequest } from '../../requests/speech-request.ts';
import { CLONED_MODEL, type StoredVoice } from '../../voices/stored-voice.ts';
import type { EngineCall } from '../engine-call.ts';
import { reachableSpeaker } from '../reachable-speaker.ts';
import { openText, type SpeakingManner, speakersByLanguage, speakSettled } from '../speak-installed.ts';
import { withListeners } from '../with-listeners.ts';
import { chooseBase } from './choose-base.ts';
import { type CloningTarget, cloningLanguage, cloningSpeaker, storedCloning } from './cloning-speaker.ts';
import { type MimicTarget, mimicSpeaker } from './mimic-speaker.ts';

/** Starts to speak in a voice that is kept: by the model that clones, where it was made for one, else imitated. */
export async function startStoredVoice(
  checked: CheckedSpeechRequest,
  cloned: StoredVoice,
  call: EngineCall,
  manner: SpeakingManner,
): Promise<AsyncIterable<SpeechEvent>> {
  const own = await storedCloning(cloned, checked.model, call);
  if ('cloner' in own) return startCloning(checked, own, call, manner);
  const target = { profile: cloned.profile, voice: cloned.id, model: CLONED_MODEL, kept: true };
  return startMimicking(checked, target, call, manner, own.warnings);
}

/** Starts to speak in the voice of a recording, by a model that clones. */
export async function startCloning(
  checked: CheckedSpeechRequest,
  target: CloningTarget,
  call: EngineCall,
  manner: SpeakingManner,
  warnings: readonly Warning[] = [],
): Promise<AsyncIterable<SpeechEvent>> {
  const text = openText(checked, manner);
  const speaker = cloningSpeaker(target, call);
  const language = cloningLanguage(
    target,
    canonicalLanguage(checked.language) ?? (await text.detect()),
    checked.language,
  );
  const speakerFor = speakersByLanguage(speaker, call, (entry) => reachableSpeaker(entry, call));
  return speakSettled({ checked, text, language, speaker, speakerFor, warnings }, withListeners(call), manner);
}

/** Starts to speak in a voice that is imitated. */
export async function startMimicking(
  checked: CheckedSpeechRequest,
  target: MimicTarget,
  call: EngineCall,
  manner: SpeakingManner,
  warnings: readonly Warning[] = [],
): Promise<AsyncIterable<SpeechEvent>> {
  const text = openText(checked, manner);
  // The language is settled as for a request that names no voice.
  const { language } = await resolveVoice(call.inventory, {
    model: 'auto',
    voice: 'auto',
    language: canonicalLanguage(checked.language),
    detectLanguage: text.detect,
    strict: call.options.strict,
  });
  const base = await chooseBase(target.profile, language, call);
  const speaker = mimicSpeaker(target, base, language, call);
  const speakerFor = speakersByLanguage(speaker, call, (entry, other) => mimicSpeaker(target, entry, other, call));
  return speakSettled({ checked, text, language, speaker, speakerFor, warnings }, withListeners(call), manner);
}
