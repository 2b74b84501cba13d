import type { SpeakAsRequest, SpeechResult } from '@potoo/core';
import type { ResolvedTool } from '../../models/resolve-tool.ts';
import { type CheckedSpeakAsRequest, checkSpeakAsRequest } from '../../requests/clone-request.ts';
import type { EngineCall } from '../engine-call.ts';
import { gatherSpeech } from '../gather-speech.ts';
import { workWhereItIs } from '../tools/hand-over.ts';
import { examine } from './examine.ts';
import { openReference } from './open-reference.ts';
import { resolveCloner } from './resolve-cloner.ts';
import { asVoiceCloner, spokenReference } from './spoken-reference.ts';
import { startCloning, startMimicking } from './start-cloned-voice.ts';

/** What a voice is called that was not kept. */
const REFERENCE = 'reference';

/** Speaks once in the voice of a recording, and keeps nothing of it. */
export async function speakAs(request: SpeakAsRequest, call: EngineCall): Promise<SpeechResult> {
  const { reference, speech } = checkSpeakAsRequest(request, call.options.maxCharacters);
  return workWhereItIs(resolveCloner(speech.model, call), { audio: reference }, call, {
    there: (service, { audio, model }, options) => service.speakAs({ ...request, reference: audio, model }, options),
    here: (cloner, { audio }) => speakAsHere(cloner, { reference: audio, speech }, call),
  });
}

async function speakAsHere(
  cloner: ResolvedTool,
  { reference, speech }: CheckedSpeakAsRequest,
  call: EngineCall,
): Promise<SpeechResult> {
  await using opened = await openReference(reference, call);
  const own = asVoiceCloner(cloner);
  if (own) {
    const voice = await spokenReference(opened, own, {}, call);
    const manner = { streaming: false };
    return gatherSpeech(
      await startCloning(speech, { cloner: own, voice, id: REFERENCE }, call, manner, cloner.warnings),
    );
  }
  const { profile, warnings } = await examine(opened, call);
  const target = { profile, voice: REFERENCE, model: cloner.model.id, kept: false };
  const events = await startMimicking(speech, target, call, { streaming: false }, [...cloner.warnings, ...warnings]);
  return gatherSpeech(events);
}
