import type { SpeechStreamRequest } from '@potoo/core';
import { likelyVoice } from '../models/likely-voice.ts';
import type { EngineCall } from './engine-call.ts';

let isFirst = true;

/**
 * Loads what speaks, for which only the first request of a process has to wait. The host of the voice that it will most
 * likely have is started before, since that takes as long.
 */
export async function loadSpeaking(
  request: SpeechStreamRequest,
  call: EngineCall,
): Promise<typeof import('./start-speaking.ts')> {
  if (isFirst) {
    isFirst = false;
    await startLikelyHost(request, call);
  }
  return import('./start-speaking.ts');
}

async function startLikelyHost(request: SpeechStreamRequest, { inventory, pools }: EngineCall): Promise<void> {
  const likely = await likelyVoice(inventory, request);
  if (!likely?.backend.host) return;
  const pool = pools.for(likely.backend, likely.installation);
  // Nobody waits for it here: what keeps it from starting is told to the sentences that are sent to it.
  pool.warm().catch(() => {});
}
