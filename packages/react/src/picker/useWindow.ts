'use client';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useIsomorphicLayoutEffect } from '../part/useIsomorphicLayoutEffect.ts';
import type { PickerRow } from './picker-items.ts';

/** Rows that are drawn beyond what is in sight, on each side. */
const MARGIN = 6;

/** Heights before anything is measured, CSS pixels. */
const FIRST_GUESS = { item: 44, heading: 28 };

/** The rows of a long list that are drawn. */
export interface RowWindow {
  /** First row that is drawn. */
  readonly from: number;
  /** Just past the last. */
  readonly to: number;
  /** Height of what is left out above, CSS pixels. */
  readonly above: number;
  /** Height of what is left out below, CSS pixels. */
  readonly below: number;
}

/**
 * Draws only the rows of a scrolling list that are in sight, and keeps one of them there. Heights are measured from the
 * first item and heading that are drawn.
 */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  rows: readonly PickerRow<unknown>[],
  activeRow: number,
): RowWindow {
  const [heights, setHeights] = useState(FIRST_GUESS);
  const [view, setView] = useState({ top: 0, height: 400 });
  const offsets = useMemo(() => offsetsOf(rows, heights), [rows, heights]);
  const total = offsets.at(-1) ?? 0;

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list]);

  useIsomorphicLayoutEffect(() => {
    const measured = (selector: string) => list.current?.querySelector<HTMLElement>(selector)?.offsetHeight;
    const item = measured('[role="option"]') ?? heights.item;
    const heading = measured('[data-potoo="picker-heading"]') ?? heights.heading;
    if (item > 0 && (item !== heights.item || heading !== heights.heading)) setHeights({ item, heading });
  });

  useIsomorphicLayoutEffect(() => {
    const element = list.current;
    if (!element || activeRow < 0) return;
    const start = offsets[activeRow] ?? 0;
    const end = offsets[activeRow + 1] ?? start;
    // The heading over the first item of a group comes into sight with it.
    const heading = rows[activeRow - 1]?.type === 'heading' ? heights.heading : 0;
    if (start - heading < element.scrollTop) element.scrollTo({ top: start - heading });
    else if (end > element.scrollTop + element.clientHeight) element.scrollTo({ top: end - element.clientHeight });
  }, [list, activeRow, rows, heights, offsets]);

  const first = offsets.findIndex((offset) => offset > view.top) - 1;
  const beyond = offsets.findIndex((offset) => offset >= view.top + view.height);
  const from = Math.max(0, first - MARGIN);
  const to = Math.min(rows.length, (beyond < 0 ? rows.length : beyond) + MARGIN);
  return { from, to, above: offsets[from] ?? 0, below: total - (offsets[to] ?? total) };
}

/** Where each row begins, and the last one ends, CSS pixels. */
function offsetsOf(rows: readonly PickerRow<unknown>[], heights: typeof FIRST_GUESS): number[] {
  const offsets = [0];
  for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + heights[row.type]);
  return offsets;
}
