import { useEffect, useRef } from 'react';
import { useIsomorphicLayoutEffect } from './useIsomorphicLayoutEffect.ts';

/** Media time, seconds: a number, or a function that tells the time now, so that a running clock renders nothing. */
export type MediaTime = number | (() => number);

/** The time now, seconds. */
export function timeNow(time: MediaTime): number {
  return typeof time === 'function' ? time() : time;
}

/** How a clock runs. */
export interface ClockOptions {
  readonly time: MediaTime;
  /** Whether the time moves by itself; otherwise it is only looked at after a render. */
  readonly running: boolean;
  /** Least time between two looks, milliseconds. @default 0: every frame */
  readonly everyMs?: number;
}

/**
 * Tells a listener the time after each render, and while the clock runs on animation frames. Nothing renders for it: the
 * listener writes to its element.
 */
export function useClock({ time, running, everyMs = 0 }: ClockOptions, onTick: (time: number) => void): void {
  const latest = useRef({ time, onTick });
  useIsomorphicLayoutEffect(() => {
    latest.current = { time, onTick };
    onTick(timeNow(time));
  });
  useEffect(() => {
    if (!running) return;
    let last = 0;
    let frame = requestAnimationFrame(function look(now: number) {
      if (now - last >= everyMs) {
        last = now;
        latest.current.onTick(timeNow(latest.current.time));
      }
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [running, everyMs]);
}
