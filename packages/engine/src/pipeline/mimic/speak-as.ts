import type { SpeakAsRequest, SpeechResult } from '@potoo/core';
import type { EngineCall } from '../../engine-call.ts';
import { checkSpeakAsRequest } from '../../requests/clone-request.ts';
import { gatherSpeech } from '../gather-speech.ts';
import { startMimicking } from '../start-speaking.ts';
import { examine } from './examine.ts';
import { openReference } from './open-reference.ts';
import { resolveCloner } from './resolve-cloner.ts';

/** What a voice is called that was not kept. */
const REFERENCE = 'reference';

/** Speaks once in the voice of a recording, and keeps nothing of it. */
export async function speakAs(request: SpeakAsRequest, call: EngineCall): Promise<SpeechResult> {
  const { reference, speech } = checkSpeakAsRequest(request, call.options.maxCharacters);
  const cloner = resolveCloner(speech.model, call);
  await using opened = await openReference(reference, call);
  const { profile, warnings } = await examine(opened, call);
  const target = { profile, voice: REFERENCE, model: cloner.model.id };
  const events = await startMimicking(speech, target, call, { streaming: false }, [...cloner.warnings, ...warnings]);
  return gatherSpeech(events);
}
