import type { VoiceService } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';
import { LOCAL_CALLER } from '../../accounts/caller.ts';
import type { Database } from '../../db/database.ts';
import type { Engine } from '../../engine.ts';
import { createDatabaseVoiceStore } from '../../voices/database-voice-store.ts';
import { overlayService } from '../overlay-service.ts';

/**
 * The same service with the cloned voices of one owner, which are in the database; those of others are not there. A service
 * that is no engine of this process would mix the owners up: it has none.
 */
export function withOwnVoices(service: VoiceService, database: Pick<Database, 'orm'>, owner: string): VoiceService {
  if (owner === LOCAL_CALLER.accountId) return service;
  if (keepsVoicesApart(service)) {
    return overlayService(service, service.voicesOf(createDatabaseVoiceStore(database, owner)));
  }
  return overlayService(service, {
    async capabilities(options) {
      const capabilities = await service.capabilities(options);
      return { ...capabilities, features: capabilities.features.filter((feature) => feature !== 'cloneVoice') };
    },
    async listVoices(filter, options) {
      return (await service.listVoices(filter, options)).filter(({ cloned }) => cloned !== true);
    },
    cloneVoice: refuse,
    deleteVoice: refuse,
    exportVoice: refuse,
    importVoice: refuse,
  });
}

function keepsVoicesApart(service: VoiceService): service is VoiceService & Pick<Engine, 'voicesOf'> {
  return 'voicesOf' in service && typeof service.voicesOf === 'function';
}

async function refuse(): Promise<never> {
  throw new UnsupportedError(
    'This server keeps no cloned voices: the service behind it cannot keep those of its users apart.',
    {
      reason: 'feature_not_supported',
      hint: '`capabilities()` lists what it has.',
    },
  );
}
