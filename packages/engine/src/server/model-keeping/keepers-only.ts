import { ForbiddenError, type VoiceService } from '@potoo/core';
import type { ModelKeeping } from '../../models/model-keeping.ts';
import { overlayService } from '../overlay-service.ts';

/** The service for callers who may use models and not fetch or remove them. */
export function withoutModelKeeping(service: VoiceService): VoiceService {
  return overlayService(service, {
    ...REFUSED,
    async capabilities(options) {
      const capabilities = await service.capabilities(options);
      return { ...capabilities, features: capabilities.features.filter((feature) => feature !== 'models') };
    },
  });
}

const refuse = async (): Promise<never> => {
  throw administratorsOnly('Models are fetched and removed');
};

const REFUSED: ModelKeeping = {
  pullModel: refuse,
  // biome-ignore lint/correctness/useYield: it fails on its first read
  async *watchPull() {
    await refuse();
  },
  cancelPull: refuse,
  removeModel: refuse,
  modelStorage: refuse,
};

/** What only administrators may do. @param what - What is done, as the begin of a sentence. */
export function administratorsOnly(what: string): ForbiddenError {
  return new ForbiddenError(`${what} by an administrator only.`, {
    reason: 'administrators_only',
    hint: 'Ask from the machine of a server without keys, or send a key that `potoo keys create --admin` made.',
  });
}
