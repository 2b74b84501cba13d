export { ConversationView, type ConversationViewProps } from './ConversationView.tsx';
export { ConversationViewControls } from './ConversationViewControls.tsx';
export { ConversationViewMessages, type ConversationViewMessagesProps } from './ConversationViewMessages.tsx';
export {
  ConversationViewRoot,
  type ConversationViewRootProps,
  type ConversationViewState,
} from './ConversationViewRoot.tsx';
