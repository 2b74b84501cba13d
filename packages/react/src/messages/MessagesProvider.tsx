'use client';

import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import { en } from './en.ts';
import type { Messages } from './messages.ts';

const MessagesContext = createContext<Messages>(en);

/** What {@link MessagesProvider} takes. */
export interface MessagesProviderProps {
  /** Everything the components say. Spread one of the languages to change single messages. */
  readonly messages: Messages;
  readonly children?: ReactNode;
}

/** Sets the language of every component inside. Without one, they speak English. */
export function MessagesProvider({ messages, children }: MessagesProviderProps): ReactElement {
  return <MessagesContext.Provider value={messages}>{children}</MessagesContext.Provider>;
}

/** The messages of the nearest {@link MessagesProvider}; English without one. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
