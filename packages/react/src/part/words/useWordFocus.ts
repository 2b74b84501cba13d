'use client';
import { type KeyboardEvent, type MouseEvent, type RefObject, useRef } from 'react';

/** Words to walk over. */
export interface WalkedWords {
  readonly words: ReadonlyArray<{
    /** Seconds. */
    readonly start: number;
    /** Number of the segment or sentence that it is of. */
    readonly segment: number;
  }>;
  /** Number of the first word of each segment. */
  readonly firstWords: readonly number[];
  /** Goes to a time, seconds. */
  readonly seek: ((time: number) => void) | undefined;
}

/**
 * Lets keys walk over words with a single tab stop: arrows by word, up and down by segment, Home and End, Enter or a click
 * to go there. Handlers stand on the list, not on each word.
 */
export function useWordFocus(list: RefObject<HTMLElement | null>, { words, firstWords, seek }: WalkedWords) {
  const stop = useRef(0);
  const moveTo = (index: number) => {
    const word = wordElement(list.current, index);
    if (!word) return;
    wordElement(list.current, stop.current)?.setAttribute('tabindex', '-1');
    word.setAttribute('tabindex', '0');
    stop.current = index;
    word.focus();
  };
  const goTo = (index: number) => {
    const word = words[index];
    if (word) seek?.(word.start);
  };
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event.target);
    if (index === undefined) return;
    moveTo(index);
    goTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = indexOf(event.target);
    if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') goTo(index);
    else {
      const target = targetOf(event.key, index, { words, firstWords, backwards: isRightToLeft(event.currentTarget) });
      if (target === undefined) return;
      moveTo(target);
    }
    event.preventDefault();
  };
  return { onClick, onKeyDown };
}

/** The element of a word. */
export function wordElement(list: Element | null, index: number): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-word="${index}"]`) ?? null;
}

function indexOf(target: EventTarget): number | undefined {
  const word = target instanceof Element ? target.closest('[data-word]') : null;
  return word ? Number(word.getAttribute('data-word')) : undefined;
}

function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

interface Walk extends Pick<WalkedWords, 'words' | 'firstWords'> {
  readonly backwards: boolean;
}

function targetOf(key: string, index: number, { words, firstWords, backwards }: Walk): number | undefined {
  const segment = words[index]?.segment ?? 0;
  const onward = backwards ? -1 : 1;
  const targets: Readonly<Record<string, number | undefined>> = {
    ArrowRight: index + onward,
    ArrowLeft: index - onward,
    ArrowDown: firstWords[segment + 1],
    ArrowUp: index === firstWords[segment] ? firstWords[segment - 1] : firstWords[segment],
    Home: 0,
    End: words.length - 1,
  };
  return targets[key];
}
