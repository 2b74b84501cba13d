'use client';

import { type FormEvent, type ReactElement, useRef } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { MIC, SEND, STOP } from '../icons/paths.ts';
import { LevelMeter } from '../level-meter/LevelMeter.tsx';
import { conversationEn } from '../messages/en/conversation.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { ConversationViewContext } from './ConversationViewRoot.tsx';

const ENGLISH = { conversation: conversationEn };

/** Opens and closes the microphone, ends a reply, and sends what is written. Says what is going on. Renders a `<form>`. */
export function ConversationViewControls(): ReactElement {
  const talk = useRequiredContext(ConversationViewContext, 'ConversationViewControls', 'ConversationViewRoot');
  const { status, open, start, stop, interrupt, unlock, send, conversation } = talk;
  const { conversation: words } = useMessages(ENGLISH);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (text === '' || !field.current) return;
    field.current.value = '';
    send(text);
  };
  const speaking = status === 'speaking';
  return (
    <form data-potoo="conversation-controls" onSubmit={submit}>
      <button
        type="button"
        data-potoo="conversation-microphone"
        data-look={open ? 'live' : 'plain'}
        aria-pressed={open}
        onClick={open ? stop : start}
      >
        <Icon path={MIC} />
        <span>{open ? words.hangUp : words.talk}</span>
      </button>
      <input
        ref={field}
        data-potoo="conversation-field"
        data-surface="field"
        aria-label={words.write}
        placeholder={words.write}
      />
      <button type="submit" data-potoo="conversation-send" data-look="icon" aria-label={words.send} title={words.send}>
        <Icon path={SEND} />
      </button>
      <p data-potoo="conversation-status">
        {open && <LevelMeter source={conversation.microphone} />}
        <span role="status">{words.status[status]}</span>
        {(speaking || status === 'blocked') && (
          <button
            type="button"
            data-potoo="conversation-interrupt"
            data-look="quiet"
            onClick={speaking ? interrupt : unlock}
          >
            <Icon path={STOP} />
            <span>{speaking ? words.interrupt : words.hear}</span>
          </button>
        )}
      </p>
    </form>
  );
}
