export {
  Conversation,
  type ConversationMessage,
  type ConversationOptions,
  type ConversationState,
} from './conversation.ts';
