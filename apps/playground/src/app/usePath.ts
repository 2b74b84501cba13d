import { useSyncExternalStore } from 'react';

const CHANGED = 'potoo:navigated';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

/** The path of the page, without a slash at its end. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname.replace(/(.)\/$/, '$1'));
}

/** Goes to another path of the page. The server answers each with the page, so that every one can be opened by itself. */
export function navigate(path: string): void {
  if (path !== location.pathname) history.pushState(null, '', path);
  window.dispatchEvent(new Event(CHANGED));
  window.scrollTo(0, 0);
}
