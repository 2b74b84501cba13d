'use client';
import { type RefObject, useEffect } from 'react';
import { useIsomorphicLayoutEffect } from '../part/useIsomorphicLayoutEffect.ts';

/** Pixels between a popup and what it belongs to, and between it and the edge of the window. */
const GAP = 6;
const EDGE = 8;

/** Least height worth opening in; with less, it opens to the other side. */
const LEAST_HEIGHT = 260;

/** How a popup is shown. */
export interface PopoverOptions {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly popup: RefObject<HTMLElement | null>;
  /** Called when the browser hides it: Escape, or a press outside. */
  readonly onHide: () => void;
}

/**
 * Shows an element in the top layer, under its anchor or over it where there is more room, for as long as it is mounted.
 * The browser's own popover brings Escape, presses outside, and focus back to where it was.
 */
export function usePopover({ anchor, popup, onHide }: PopoverOptions): void {
  useIsomorphicLayoutEffect(() => {
    const element = popup.current;
    if (!element || !anchor.current) return;
    element.showPopover?.();
    const place = () => placePopup(anchor.current, element);
    place();
    // A page that is still being laid out moves the anchor, or has not even shown it yet.
    const observer = new ResizeObserver(place);
    observer.observe(anchor.current);
    observer.observe(document.documentElement);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
    };
  }, [anchor, popup]);
  useEffect(() => {
    const element = popup.current;
    const listener = (event: Event) => {
      if (event instanceof ToggleEvent && event.newState === 'closed') onHide();
    };
    element?.addEventListener('toggle', listener);
    return () => element?.removeEventListener('toggle', listener);
  });
}

function placePopup(anchor: HTMLElement | null, popup: HTMLElement): void {
  if (!anchor) return;
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const upwards = below < LEAST_HEIGHT && above > below;
  const { style } = popup;
  style.position = 'fixed';
  style.inset = 'auto';
  style.margin = '0';
  style.minWidth = `${Math.min(box.width, window.innerWidth - 2 * EDGE)}px`;
  style.maxWidth = `${window.innerWidth - 2 * EDGE}px`;
  style.maxHeight = `${Math.max(120, upwards ? above : below)}px`;
  if (upwards) style.bottom = `${window.innerHeight - box.top + GAP}px`;
  else style.top = `${box.bottom + GAP}px`;
  const width = popup.offsetWidth;
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
  const wished = rightToLeft ? box.right - width : box.left;
  style.left = `${Math.max(EDGE, Math.min(wished, window.innerWidth - width - EDGE))}px`;
}
