'use client';

import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import type { Messages } from './messages.ts';

const MessagesContext = createContext<Messages | undefined>(undefined);

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

/**
 * The messages of the nearest {@link MessagesProvider}.
 * @param english - What is said without one: each component brings its own part, so that a page loads no other.
 */
export function useMessages<Own extends Partial<Messages>>(english: Own): Own | Messages {
  return useContext(MessagesContext) ?? english;
}
