import type { HostContext, HostMethods } from '../../hosts/contract.ts';
import { SpokenLanguageIdentification } from './addon.ts';
import type { OpenedModel } from './open-model.ts';
import { finite } from './recognize.ts';

const RATE = 16_000;

/** Parameters of `identify`. */
export interface IdentifyParams {
  /** Mono, 16 kHz: up to 30 s of speech. */
  readonly samples: Float32Array;
}

/** Loads a model that tells spoken languages apart. It answers `identify` with a BCP-47 tag; empty where it cannot tell. */
export async function loadLanguageIdentification(model: OpenedModel): Promise<HostMethods> {
  const identification = new SpokenLanguageIdentification({
    [model.settings.family]: model.part(),
    numThreads: 1,
    provider: 'cpu',
    debug: 0,
  });
  return {
    async identify({ samples }: IdentifyParams, { signal }: HostContext): Promise<string> {
      signal.throwIfAborted();
      const stream = identification.createStream();
      stream.acceptWaveform({ samples: finite(samples), sampleRate: RATE });
      return identification.compute(stream);
    },
  };
}
