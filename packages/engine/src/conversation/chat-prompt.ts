import type { ConversationHistory } from '@potoo/core';
import type { ChatMessage, Prompt } from '../language/contract.ts';

/** Characters of earlier turns that a model is shown: what small models on a desk still read in a moment. */
const MOST_CHARACTERS = 24_000;

const DEFAULT_PERSONA = 'You are a friendly, helpful partner in a conversation.';

/** Said after the caller's own instructions. */
const SPOKEN_RULES =
  'This is a spoken conversation: what you write is read aloud, and what you read was recognised from speech and may ' +
  'hold mistakes. Answer in the language of the other side, briefly, in plain sentences as one speaks. Use no Markdown, ' +
  'no lists, no emoji, no code and no links.';

/** What a model is asked for the next reply. */
export function chatPrompt(
  model: string,
  systemPrompt: string | undefined,
  history: Pick<ConversationHistory, 'turns'> | undefined,
  userText: string,
): Prompt {
  return {
    model,
    system: `${systemPrompt?.trim() || DEFAULT_PERSONA}\n\n${SPOKEN_RULES}`,
    messages: alternating([...recentMessages(history, MOST_CHARACTERS - userText.length), user(userText)]),
  };
}

function recentMessages(history: Pick<ConversationHistory, 'turns'> | undefined, room: number): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let left = room;
  for (const { userText, replyText } of [...(history?.turns ?? [])].reverse()) {
    left -= userText.length + replyText.length;
    if (left < 0) break;
    messages.unshift(user(userText), ...(replyText === '' ? [] : [{ role: 'assistant', content: replyText } as const]));
  }
  return messages;
}

function user(content: string): ChatMessage {
  return { role: 'user', content };
}

/** Joins messages of the same side: the templates of many models take turns strictly. */
function alternating(messages: readonly ChatMessage[]): ChatMessage[] {
  const joined: ChatMessage[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role !== message.role) joined.push(message);
    else joined[joined.length - 1] = { ...last, content: `${last.content}\n${message.content}` };
  }
  return joined;
}
