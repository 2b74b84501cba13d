'use client';
import { useCallback, useSyncExternalStore } from 'react';

/** Told of changes that this page makes; the browser's own event tells only other pages. */
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * A choice that outlives the page, in `localStorage`; for the page alone where that is not allowed.
 * @param key - Name that it is kept under.
 * @returns The choice, `null` before there is one and on servers; and a function that makes it.
 */
export function usePersistedVoice(key: string): readonly [string | null, (voice: string) => void] {
  const voice = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const keep = useCallback(
    (chosen: string) => {
      try {
        localStorage.setItem(key, chosen);
      } catch {
        // Storage is full or forbidden: the choice lasts as long as the page.
        kept.set(key, chosen);
      }
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [voice, keep];
}

const kept = new Map<string, string>();

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? kept.get(key) ?? null;
  } catch {
    return kept.get(key) ?? null;
  }
}
