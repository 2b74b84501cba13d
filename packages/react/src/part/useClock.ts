'use client';
import { useEffect, useRef } from 'react';
import { useIsomorphicLayoutEffect } from './useIsomorphicLayoutEffect.ts';

/** What tells the time of audio by itself, as a `Player` does. */
export interface MediaClock {
  /** Seconds. */
  readonly currentTime: number;
  /** Calls a listener with the time, seconds, while it moves and after each jump. Returns what takes it off again. */
  readonly subscribeTime: (listener: (time: number) => void) => () => void;
}

/**
 * Media time, seconds: a number; a function that tells it, which is asked while something plays; or a clock, such as a
 * `Player`. With the last two, time moves and nothing renders.
 */
export type MediaTime = number | (() => number) | MediaClock;

/** The time now, seconds. */
export function timeNow(time: MediaTime): number {
  if (typeof time === 'function') return time();
  return typeof time === 'number' ? time : time.currentTime;
}

/** How a clock runs. */
export interface ClockOptions {
  readonly time: MediaTime;
  /** Whether the time moves by itself; otherwise it is looked at after a render, and when a clock tells of a jump. */
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
  const clock = typeof time === 'object' ? time : undefined;
  const asked = running && clock === undefined;
  useEffect(() => {
    if (!clock) return;
    let last = 0;
    return clock.subscribeTime((now) => {
      if (running && performance.now() - last < everyMs) return;
      last = performance.now();
      latest.current.onTick(now);
    });
  }, [clock, running, everyMs]);
  useEffect(() => {
    if (!asked) return;
    let last = 0;
    let frame = 0;
    const look = (now: number) => {
      if (now - last >= everyMs) {
        last = now;
        latest.current.onTick(timeNow(latest.current.time));
      }
      frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [asked, everyMs]);
}
