import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps whoever works by keys where they are: when the control that had the focus has been replaced, the first one of what came in its
 * place takes it.
 * @param part - What changes. @param state - Another one for each change.
 */
export function useKeptFocus(part: RefObject<HTMLElement | null>, state: unknown): void {
  const before = useRef(state);
  useLayoutEffect(() => {
    if (before.current === state) return;
    before.current = state;
    if (document.activeElement !== document.body) return;
    part.current?.querySelector<HTMLElement>('button:enabled, input:enabled')?.focus({ preventScroll: true });
  }, [part, state]);
}
