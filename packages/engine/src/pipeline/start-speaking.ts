import type { SpeechEvent, SpeechStreamRequest, Warning } from '@potoo/core';
import type { EngineCall } from '../engine-call.ts';
import { canonicalLanguage } from '../models/language-tags.ts';
import { resolveVoice } from '../models/resolve-voice.ts';
import { type CheckedSpeechRequest, checkSpeechRequest } from '../requests/speech-request.ts';
import { CLONED_MODEL } from '../voices/stored-voice.ts';
import { wordTimer } from './align/time-words.ts';
import { chooseBase } from './mimic/choose-base.ts';
import { type CloningTarget, cloningLanguage, cloningSpeaker, storedCloning } from './mimic/cloning-speaker.ts';
import { findClonedVoice } from './mimic/find-cloned-voice.ts';
import { type MimicTarget, mimicSpeaker } from './mimic/mimic-speaker.ts';
import { reachableSpeaker } from './reachable-speaker.ts';
import {
  openText,
  type SpeakingCall,
  type SpeakingManner,
  speakersByLanguage,
  speakInstalled,
  speakSettled,
} from './speak-installed.ts';
import { speechVerifier } from './verify-speech.ts';

/** Checks a request, finds its voice, and starts to speak. */
export async function startSpeaking(
  request: SpeechStreamRequest,
  call: EngineCall,
  manner: SpeakingManner,
): Promise<AsyncIterable<SpeechEvent>> {
  const checked = checkSpeechRequest(request, call.options.maxCharacters);
  const cloned = await findClonedVoice(checked.voice, call);
  if (!cloned) return speakInstalled(checked, withListeners(call), manner, (entry) => reachableSpeaker(entry, call));
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

/** The call with what listens to its speech. */
function withListeners(call: EngineCall): SpeakingCall {
  return { ...call, timeWords: wordTimer(call), verify: speechVerifier(call) };
}
