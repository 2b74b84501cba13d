'use client';
import type { SpeechSession } from '@potoo/core/speech';
import { useSyncExternalStore } from 'react';

/** Index of the word of a session that sounds now, -1 for none: one render a word, for the one part that highlights. */
export function useActiveWord(session: Pick<SpeechSession, 'activeWord' | 'subscribeWord'>): number {
  return useSyncExternalStore(
    session.subscribeWord,
    () => session.activeWord,
    () => -1,
  );
}
