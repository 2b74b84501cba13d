import type { Backend, Utterance } from '../backends/contract.ts';
import type { HostPool } from '../hosts/contract.ts';
import type { Installation } from '../models/installation.ts';
import type { InstalledVoice } from '../models/inventory.ts';
import { WIDEST_RANGE } from './prosody-range.ts';
import type { Speaker } from './speaker.ts';

/** Where sentences are spoken. */
export interface SpeakingPools {
  /** How many a backend speaks at once. */
  readonly size: number;
  for(backend: Backend, installation?: Installation): Pick<HostPool, 'run'>;
}

/** A pulled model is what its files are; what a backend brings changes only with the program. */
function identityOf({ id }: Backend, installation: Installation | undefined): string {
  if (!installation) return id;
  return [id, installation.variant.id, ...installation.files.map(({ sha256 }) => sha256)].join(' ');
}

/** An installed voice as the pipeline sees it: its sentences go to the hosts of its backend. */
export function hostedSpeaker(
  { voice, backend, installation, speakers }: InstalledVoice,
  pools: SpeakingPools,
): Speaker {
  const pool = pools.for(backend, installation);
  return {
    model: voice.model,
    voice: voice.id,
    identity: identityOf(backend, installation),
    languages: voice.languages,
    range: backend.speech?.range ?? WIDEST_RANGE,
    sampleRate: voice.sampleRate ?? 22_050,
    parallel: pools.size,
    synthesize: (params, { signal, lane }) =>
      pool.run<Utterance>('synthesize', { ...params, voice: voice.id, speakers }, { signal, lane }),
  };
}
