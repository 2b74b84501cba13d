'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useEffect, useRef } from 'react';
import { conversationEn } from '../messages/en/conversation.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { ConversationViewContext } from './ConversationViewRoot.tsx';

const ENGLISH = { conversation: conversationEn };

/** What {@link ConversationViewMessages} takes. */
export interface ConversationViewMessagesProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** What was said on both sides, newest last and in sight. Replies are heard, so they are not announced. Renders a `<div>`. */
export const ConversationViewMessages = forwardRef(function ConversationViewMessages(
  props: ConversationViewMessagesProps,
  ref: Ref<HTMLDivElement>,
) {
  const { messages } = useRequiredContext(ConversationViewContext, 'ConversationViewMessages', 'ConversationViewRoot');
  const { conversation: words } = useMessages(ENGLISH);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (messages.length > 0 && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);
  const children =
    messages.length === 0 ? (
      <p data-potoo="conversation-empty">{words.empty}</p>
    ) : (
      messages.map(({ id, role, text, interrupted }) => (
        <p key={id} data-potoo="conversation-message" data-role={role}>
          <strong>{words[role]}</strong>
          <span dir="auto">
            {text === '' ? words.understanding : text}
            {interrupted && <em> {words.interrupted}</em>}
          </span>
        </p>
      ))
    );
  const own = { role: 'log', 'aria-label': words.messages, 'aria-live': 'off', tabIndex: 0, children };
  return renderPart(
    'div',
    { ...props },
    {
      name: 'conversation-messages',
      own,
      ref: ref as Ref<never>,
      ownRef: list as Ref<never>,
    },
  );
});
