import type { Feature, VoiceService } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';
import type { ConversationMethods, ConversationStore } from '../../conversation/contract.ts';
import type { VoiceStore } from '../../voices/voice-store.ts';
import { overlayService } from '../overlay-service.ts';
import type { Platform } from './platform.ts';

/** Makes the methods about conversations for an owner, whose conversations and cloned voices are in stores. */
export type ConversationsOf = (owner: string, store: ConversationStore, voices?: VoiceStore) => ConversationMethods;

/** Makes, of a service, the service with the conversations of one owner. */
export type ConversationOverlay = (service: VoiceService, owner: string) => VoiceService;

/**
 * Keeps conversations in the database, each for its owner. The database is opened with the first turn.
 * @param voicesOf - The cloned voices of an owner. @default The service's own.
 */
export function createConversationOverlay(
  platform: Pick<Platform, 'database'>,
  conversationsOf: ConversationsOf,
  voicesOf?: (owner: string) => VoiceStore,
): ConversationOverlay {
  let store: Promise<ConversationStore> | undefined;
  const opened = (): Promise<ConversationStore> => {
    store ??= import('../../conversation/database-store.ts').then(({ createDatabaseConversations }) =>
      createDatabaseConversations(() => platform.database()),
    );
    return store;
  };
  // Loaded with the first turn, as what it keeps in the database takes a hundred megabytes of memory by itself.
  const late: ConversationStore = {
    find: async (...given) => (await opened()).find(...given),
    list: async (...given) => (await opened()).list(...given),
    keep: async (...given) => (await opened()).keep(...given),
    cut: async (...given) => (await opened()).cut(...given),
    remove: async (...given) => (await opened()).remove(...given),
    claim: async (...given) => (await opened()).claim(...given),
  };
  return (service, owner) => overlayService(service, conversationsOf(owner, late, voicesOf?.(owner)));
}

/** The service without conversations, for one that cannot tell whose they are and serves many. */
export const withoutConversations: ConversationOverlay = (service) =>
  overlayService(service, {
    ...REFUSED,
    async capabilities(options) {
      const capabilities = await service.capabilities(options);
      const features = capabilities.features.filter((feature) => !CONVERSATION_FEATURES.includes(feature));
      return { ...capabilities, features };
    },
  });

const CONVERSATION_FEATURES: readonly Feature[] = ['converse', 'streamTurn', 'conversations'];

const refuse = async (): Promise<never> => {
  throw new UnsupportedError('The service behind this server cannot keep the conversations of its callers apart.', {
    reason: 'feature_not_supported',
    hint: 'Serve the engine itself: `potoo serve`.',
  });
};

const REFUSED: ConversationMethods = {
  converse: refuse,
  // biome-ignore lint/correctness/useYield: it fails on its first read
  async *streamTurn() {
    await refuse();
  },
  truncateTurn: refuse,
  listConversations: refuse,
  getConversation: refuse,
  deleteConversation: refuse,
};
