'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useCallback, useMemo, useRef } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { waveformEn } from '../messages/en/waveform.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useClock } from '../part/useClock.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { useBarCount } from './useBarCount.ts';
import { WaveformContext, type WaveformContextValue } from './WaveformContext.ts';
import { barHeights, barPath, dotPath } from './waveform-peaks.ts';

const ENGLISH = { ...baseEn, waveform: waveformEn };

/** What {@link WaveformBars} takes. */
export interface WaveformBarsProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/**
 * Draws real peaks as bars, the part that was played in the accent colour. Renders a `<div>` with an `<svg>`.
 *
 * Next to a slider it is hidden from assistive technology; alone it is a picture with a name.
 */
export const WaveformBars = forwardRef(function WaveformBars(props: WaveformBarsProps, ref: Ref<HTMLDivElement>) {
  const waveform = useRequiredContext(WaveformContext, 'WaveformBars', 'WaveformRoot');
  const box = useRef<HTMLDivElement>(null);
  const { bars, paths } = usePaths(waveform, useBarCount(box));
  const { duration, seek } = waveform;
  const showPlayed = useCallback(
    (time: number) => {
      const share = duration > 0 ? Math.min(1, Math.max(0, time / duration)) : 0;
      box.current?.style.setProperty('--potoo-played', String(share));
    },
    [duration],
  );
  useClock({ time: waveform.time, running: waveform.playing }, showPlayed);
  const picture = usePictureName(waveform);
  const own = {
    ...(seek ? { 'aria-hidden': true } : { role: 'img', 'aria-label': picture }),
    children: (
      <>
        <svg viewBox={`0 -1 ${bars} 2`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path data-potoo="waveform-rest" d={paths.dots} />
          <path data-potoo="waveform-ahead" d={paths.bars} />
        </svg>
        <svg
          viewBox={`0 -1 ${bars} 2`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
          data-potoo="waveform-played"
        >
          <path d={paths.bars} />
        </svg>
      </>
    ),
  };
  return renderPart(
    'div',
    { ...props },
    { name: 'waveform-bars', own, ref: ref as Ref<never>, ownRef: box as Ref<never> },
  );
});

function usePaths({ peaks, covered, duration }: WaveformContextValue, bars: number) {
  return useMemo(() => {
    const heights = peaks
      ? barHeights(peaks, bars, covered, Math.max(duration, covered))
      : Array.from<number | undefined>({ length: bars });
    return { bars, paths: { bars: barPath(heights), dots: dotPath(heights) } };
  }, [peaks, bars, covered, duration]);
}

function usePictureName({ peaks, loading, duration }: WaveformContextValue): string {
  const messages = useMessages(ENGLISH);
  if (peaks) return messages.waveform.picture(messages.spokenTime(duration));
  return loading ? messages.waveform.loading : messages.waveform.empty;
}
