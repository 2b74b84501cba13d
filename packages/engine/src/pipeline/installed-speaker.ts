import type { Utterance } from '../backends/contract.ts';
import type { EngineCall } from '../engine-call.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { WIDEST_RANGE } from './prosody-range.ts';
import { remoteSpeaker } from './remote-speaker.ts';
import type { Speaker } from './speaker.ts';

/** What a speaker is made with. */
export type SpeakerParts = Pick<EngineCall, 'pools' | 'media' | 'options'>;

/** An installed voice as the pipeline sees it: its sentences go to the hosts of its backend, or to another server. */
export function installedSpeaker(entry: InstalledVoice, parts: SpeakerParts): Speaker {
  const { voice, backend, installation, speakers } = entry;
  if (backend.remote) return remoteSpeaker(entry, backend.remote, parts);
  const { pools } = parts;
  const pool = pools.for(backend, installation);
  return {
    model: voice.model,
    voice: voice.id,
    languages: voice.languages,
    range: backend.speech?.range ?? WIDEST_RANGE,
    sampleRate: voice.sampleRate ?? 22_050,
    parallel: pools.size,
    synthesize: (params, { signal, lane }) =>
      pool.run<Utterance>('synthesize', { ...params, voice: voice.id, speakers }, { signal, lane }),
  };
}
