import { useCallback, useState } from 'react';

const KEY = 'potoo-api-key';

/** The key that requests carry, for as long as the tab is open: it is not written to where others could find it later. */
export function useApiKey(): readonly [string, (key: string) => void] {
  const [key, setKey] = useState(read);
  const keep = useCallback((next: string) => {
    const trimmed = next.trim();
    setKey(trimmed);
    try {
      if (trimmed === '') sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, trimmed);
    } catch {
      // Storage is forbidden: the key lasts until the page is loaded again.
    }
  }, []);
  return [key, keep];
}

function read(): string {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}
