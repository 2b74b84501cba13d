import { wordTimer } from './align/time-words.ts';
import type { EngineCall } from './engine-call.ts';
import type { SpeakingCall } from './speak-installed.ts';
import { speechVerifier } from './verify-speech.ts';

/** The call with what listens to its speech. */
export function withListeners(call: EngineCall): SpeakingCall {
  return { ...call, timeWords: wordTimer(call), verify: speechVerifier(call) };
}
