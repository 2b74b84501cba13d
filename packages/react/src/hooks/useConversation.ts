'use client';
import type { VoiceService } from '@potoo/core';
import { Conversation, type ConversationOptions, type ConversationState } from '@potoo/core/conversation';
import { useProvided } from '../provider/PotooContext.ts';
import { useController } from './useController.ts';

/** Options of {@link useConversation}: those of a `Conversation`, by default with the provider's service and loudspeaker. */
export interface UseConversationOptions extends Omit<ConversationOptions, 'service'> {
  readonly service?: VoiceService | undefined;
}

/** State and calls of a conversation. The calls keep their identity. */
export interface UseConversationResult
  extends ConversationState,
    Pick<
      Conversation,
      'start' | 'startAsync' | 'stop' | 'send' | 'sendAsync' | 'setMuted' | 'interrupt' | 'unlock' | 'reset'
    > {
  /** The controller behind it. */
  readonly conversation: Conversation;
}

/** Talks with a service, aloud or in writing. Nobody is asked for a microphone before `start`. */
export function useConversation(options: UseConversationOptions = {}): UseConversationResult {
  const resolved = useProvided(options);
  const [conversation, state] = useController(() => new Conversation(resolved), resolved);
  const { start, startAsync, stop, send, sendAsync, setMuted, interrupt, unlock, reset } = conversation;
  return {
    ...{ ...state, conversation },
    ...{ start, startAsync, stop, send, sendAsync, setMuted, interrupt, unlock, reset },
  };
}
