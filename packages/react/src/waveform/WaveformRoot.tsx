'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useMemo } from 'react';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import type { MediaTime } from '../part/useClock.ts';
import { useControlled } from '../part/useControlled.ts';
import { WaveformContext, type WaveformContextValue } from './WaveformContext.ts';
import type { WaveformPeaks } from './waveform-peaks.ts';

/** State of a waveform, as data attributes. */
export type WaveformState = {
  readonly state: 'empty' | 'loading' | 'ready';
  readonly playing: boolean;
};

/** What {@link WaveformRoot} takes. */
export interface WaveformRootProps
  extends Omit<ComponentPropsWithoutRef<'div'>, 'onTimeUpdate'>,
    PartOptions<WaveformState> {
  /** Lowest and highest value per stretch, [-1, 1], as `computePeaks` gives them. Without them, none are drawn. */
  readonly peaks?: WaveformPeaks | undefined;
  /** Length of the audio, seconds. */
  readonly duration: number;
  /** Seconds that the peaks cover, for audio that is still coming. @default duration */
  readonly peaksDuration?: number | undefined;
  /** Where it plays, seconds. A `Player`, or a function that tells it while `playing`, moves without a render. */
  readonly currentTime?: MediaTime | undefined;
  /** Where it plays at first, seconds, when `currentTime` is not given. @default 0 */
  readonly defaultCurrentTime?: number;
  /** Whether time moves by itself. @default false */
  readonly playing?: boolean;
  /** Whether peaks are on their way. @default false */
  readonly loading?: boolean;
  /** Called with seconds when somebody seeks. */
  readonly onSeek?: ((time: number) => void) | undefined;
  /** Whether it is only a picture, without a slider. @default false */
  readonly readOnly?: boolean;
}

/**
 * Holds a waveform and tells its parts what to draw. Renders a `<div>`.
 *
 * Time runs from left to right in every language, as it does on players.
 */
export const WaveformRoot = forwardRef(function WaveformRoot(props: WaveformRootProps, ref: Ref<HTMLDivElement>) {
  const {
    peaks,
    duration,
    peaksDuration = duration,
    currentTime,
    defaultCurrentTime = 0,
    playing = false,
    loading = false,
    onSeek,
    readOnly = false,
    ...rest
  } = props;
  const [time, setTime] = useControlled<MediaTime>(currentTime, defaultCurrentTime);
  const value = useMemo<WaveformContextValue>(() => {
    const seek = (seconds: number) => {
      setTime(seconds);
      onSeek?.(seconds);
    };
    return { peaks, covered: peaksDuration, duration, time, playing, loading, seek: readOnly ? undefined : seek };
  }, [peaks, peaksDuration, duration, time, playing, loading, setTime, onSeek, readOnly]);
  const state = { state: loading && !peaks ? 'loading' : peaks ? 'ready' : 'empty', playing } as const;
  return (
    <WaveformContext.Provider value={value}>
      {renderPart('div', rest, { name: 'waveform', state, own: { dir: 'ltr' }, ref: ref as Ref<never> })}
    </WaveformContext.Provider>
  );
});
