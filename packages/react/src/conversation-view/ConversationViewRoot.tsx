'use client';

import { type ComponentPropsWithoutRef, createContext, forwardRef, type Ref } from 'react';
import { type UseConversationOptions, type UseConversationResult, useConversation } from '../hooks/useConversation.ts';
import { conversationEn } from '../messages/en/conversation.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

const ENGLISH = { conversation: conversationEn };

/** Set by `ConversationViewRoot`. */
export const ConversationViewContext = createContext<UseConversationResult | undefined>(undefined);

/** State of a conversation, as data attributes. */
export type ConversationViewState = { readonly state: UseConversationResult['status']; readonly open: boolean };

/** What {@link ConversationViewRoot} takes. */
export interface ConversationViewRootProps
  extends ComponentPropsWithoutRef<'section'>,
    PartOptions<ConversationViewState> {
  /** Service, voice, prompt and the like. @default The provider's service, its own choices. */
  readonly conversation?: UseConversationOptions;
}

/** Holds a conversation and tells its parts how it stands. Renders a `<section>`. */
export const ConversationViewRoot = forwardRef(function ConversationViewRoot(
  { conversation, ...props }: ConversationViewRootProps,
  ref: Ref<HTMLElement>,
) {
  const talk = useConversation(conversation);
  const { conversation: words } = useMessages(ENGLISH);
  return (
    <ConversationViewContext.Provider value={talk}>
      {renderPart('section', props, {
        name: 'conversation-view',
        state: { state: talk.status, open: talk.open },
        own: { 'data-surface': 'card', 'aria-label': words.title },
        ref: ref as Ref<never>,
      })}
    </ConversationViewContext.Provider>
  );
});
