import type { SpeechEvent, SpeechStreamRequest } from '@potoo/core';
import { checkSpeechRequest } from '../requests/speech-request.ts';
import type { EngineCall } from './engine-call.ts';
import { findClonedVoice } from './mimic/find-cloned-voice.ts';
import { reachableSpeaker } from './reachable-speaker.ts';
import { type SpeakingManner, speakInstalled } from './speak-installed.ts';
import { withListeners } from './with-listeners.ts';

/** Checks a request, finds its voice, and starts to speak. */
export async function startSpeaking(
  request: SpeechStreamRequest,
  call: EngineCall,
  manner: SpeakingManner,
): Promise<AsyncIterable<SpeechEvent>> {
  const checked = checkSpeechRequest(request, call.options.maxCharacters);
  const cloned = await findClonedVoice(checked.voice, call);
  if (cloned) {
    const { startStoredVoice } = await import('./mimic/start-cloned-voice.ts');
    return startStoredVoice(checked, cloned, call, manner);
  }
  return speakInstalled(checked, withListeners(call), manner, (entry) => reachableSpeaker(entry, call));
}
