import type { ConversationStore } from './contract.ts';
import type { TurnQueue } from './turn-queue.ts';

/** Whose turns are taken one after the other. */
export interface TurnOrder {
  readonly queue: TurnQueue;
  readonly store: Pick<ConversationStore, 'claim'>;
  readonly owner: string;
}

/**
 * Waits until no turn of a conversation is under way, in this process or in another one on the same store.
 * @returns Lets the next one go on.
 * @throws The signal's reason.
 */
export async function enterTurn(
  { queue, store, owner }: TurnOrder,
  conversationId: string,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const leave = await queue.enter(`${owner} ${conversationId}`, signal);
  try {
    const release = await store.claim(owner, conversationId, signal);
    return () => release().finally(leave);
  } catch (error) {
    leave();
    throw error;
  }
}
