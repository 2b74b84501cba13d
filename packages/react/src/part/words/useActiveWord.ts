'use client';
import { type RefObject, useCallback, useRef } from 'react';
import { type MediaTime, useClock } from '../useClock.ts';
import { wordElement } from './useWordFocus.ts';
import { wordAt } from './word-at.ts';

/** Words to follow. */
export interface FollowedWords {
  /** In order of time, seconds. */
  readonly words: ReadonlyArray<{ readonly start: number }>;
  /** Where the audio plays, seconds; below zero for nowhere. */
  readonly time: MediaTime | undefined;
  readonly playing: boolean;
  /** Whether what is heard is kept in sight while it plays. */
  readonly follow: boolean;
}

/**
 * Marks the word that is heard with `aria-current`, and keeps it in sight while it plays. Writes to the elements: nothing
 * renders for it, however long the transcript.
 */
export function useActiveWord(list: RefObject<HTMLElement | null>, view: FollowedWords): void {
  const { words, time, playing, follow } = view;
  const marked = useRef<HTMLElement | null>(null);
  const mark = useCallback(
    (now: number) => {
      const active = now < 0 ? -1 : wordAt(words, now);
      const word = active < 0 ? null : wordElement(list.current, active);
      if (word === marked.current) return;
      marked.current?.removeAttribute('aria-current');
      marked.current?.closest('[data-segment]')?.removeAttribute('data-active');
      word?.setAttribute('aria-current', 'true');
      const segment = word?.closest('[data-segment]');
      segment?.setAttribute('data-active', '');
      if (word && playing && follow) keepInSight(word, list.current);
      marked.current = word;
    },
    [words, list, playing, follow],
  );
  useClock({ time: time ?? BEFORE_ALL, running: playing && time !== undefined }, mark);
}

const BEFORE_ALL = -1;

/** Scrolls the list, and only the list, when a word is not fully in sight. */
function keepInSight(word: Element, list: HTMLElement | null): void {
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const inside = word.getBoundingClientRect();
  const outside = list.getBoundingClientRect();
  if (inside.top >= outside.top && inside.bottom <= outside.bottom) return;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const top = list.scrollTop + inside.top - outside.top - list.clientHeight / 3;
  list.scrollTo({ top, behavior: calm ? 'auto' : 'smooth' });
}
