'use client';
import { type RefObject, useEffect, useState } from 'react';

/** Width of a bar with the gap after it, CSS pixels. */
const BAR_STEP = 4;

/** Bars before the width is known: on servers and in the first frame. */
const BARS_BEFORE_LAYOUT = 120;

/** How many bars fit an element; changes with its width. */
export function useBarCount(element: RefObject<Element | null>): number {
  const [bars, setBars] = useState(BARS_BEFORE_LAYOUT);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width > 0) setBars(Math.max(8, Math.floor(width / BAR_STEP)));
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return bars;
}
