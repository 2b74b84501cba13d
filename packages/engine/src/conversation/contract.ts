import type { Conversation, ConversationHistory, ConversationTurn, VoiceService } from '@potoo/core';

/** When a word of a reply ends: in its audio, seconds, and in its text, as an index. */
export interface WordEnd {
  readonly end: number;
  readonly charEnd: number;
}

/** A turn to be kept. */
export interface NewTurn extends ConversationTurn {
  /** In order, of the words that were spoken. */
  readonly wordEnds: readonly WordEnd[];
  /** Length of the reply's audio, seconds; undefined if it was not complete. */
  readonly duration: number | undefined;
}

/** A turn to be kept, and what is to be known of its conversation. */
export interface TurnToKeep {
  readonly conversationId: string;
  /** Whether it begins the conversation. */
  readonly isFirst: boolean;
  /** As it is from this turn on. */
  readonly systemPrompt: string | undefined;
  readonly turn: NewTurn;
}

/**
 * Keeps conversations, each for one owner: to everybody else it does not exist. An expired one exists for nobody. What
 * has resolved outlives the process, where the store outlives it.
 */
export interface ConversationStore {
  /** A conversation with its turns; undefined if there is none. */
  find(owner: string, id: string): Promise<ConversationHistory | undefined>;
  /** Latest first. @param filter - `before`: only those that were last used before this one. */
  list(
    owner: string,
    filter: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Conversation[]>;
  /** Keeps a turn, whole or not at all. @throws {NotFoundError} If its conversation is gone meanwhile. */
  keep(owner: string, kept: TurnToKeep): Promise<void>;
  /**
   * Cuts a reply down to the words that had ended by a time.
   * @throws {NotFoundError} `conversation_not_found`, `turn_not_found`.
   */
  cut(owner: string, id: string, turnId: string, heard: number): Promise<ConversationTurn>;
  /** Forgets a conversation. @returns Whether there was one. */
  remove(owner: string, id: string): Promise<boolean>;
  /**
   * Waits until no other process that shares the store takes a turn of a conversation; one that died is waited for half a
   * minute. Of one process only one may ask at a time.
   * @returns Lets the next one go on.
   * @throws The signal's reason.
   */
  claim(owner: string, id: string, signal: AbortSignal): Promise<() => Promise<void>>;
}

/** The part of the contract that is about conversations. */
export type ConversationMethods = Pick<
  VoiceService,
  'converse' | 'streamTurn' | 'truncateTurn' | 'listConversations' | 'getConversation' | 'deleteConversation'
>;

/** How long a conversation is kept after its last turn, by default. */
export const CONVERSATION_LIFETIME_MS = 7 * 24 * 3_600_000;
