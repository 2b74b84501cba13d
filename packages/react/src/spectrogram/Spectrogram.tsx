'use client';

import type { Spectrogram as SpectrogramData } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref, useCallback, useEffect, useRef } from 'react';
import { baseEn } from '../messages/en/base.ts';
import { spectrogramEn } from '../messages/en/spectrogram.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { clockTime } from '../messages/time-format.ts';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { type MediaTime, useClock } from '../part/useClock.ts';
import { paintSpectrogram } from './paintSpectrogram.ts';

const ENGLISH = { ...baseEn, spectrogram: spectrogramEn };

/** State of a spectrogram, as data attributes. */
export type SpectrogramState = { readonly state: 'empty' | 'loading' | 'ready' };

/** What {@link Spectrogram} takes. */
export interface SpectrogramProps extends ComponentPropsWithoutRef<'figure'>, PartOptions<SpectrogramState> {
  /** What `computeSpectrogram` of `@potoo/core` gives. Without it, nothing is drawn. */
  readonly spectrogram?: SpectrogramData | undefined;
  /** Where the audio plays, seconds. A `Player`, or a function that tells it while `playing`, moves without a render. */
  readonly currentTime?: MediaTime | undefined;
  /** Whether time moves by itself. @default false */
  readonly playing?: boolean;
  /** Whether it is on its way. @default false */
  readonly loading?: boolean;
}

/** How loud each pitch is over time, with both axes named. Renders a `<figure>` with a `<canvas>`. */
export const Spectrogram = forwardRef(function Spectrogram(
  { spectrogram, currentTime, playing = false, loading = false, ...props }: SpectrogramProps,
  ref: Ref<HTMLElement>,
) {
  const messages = useMessages(ENGLISH);
  const figure = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const duration = spectrogram?.duration ?? 0;
  const paint = useCallback(() => {
    if (canvas.current && spectrogram) paintSpectrogram(canvas.current, spectrogram);
  }, [spectrogram]);
  useEffect(paint, [paint]);
  const showPlayed = useCallback(
    (time: number) => figure.current?.style.setProperty('--potoo-played', String(duration > 0 ? time / duration : 0)),
    [duration],
  );
  useClock({ time: currentTime ?? 0, running: playing }, showPlayed);
  const { spectrogram: words } = messages;
  const top = spectrogram ? words.kilohertz(messages.number(spectrogram.maxFrequency / 1000, 1)) : '';
  const children = spectrogram ? (
    <>
      {/* The stylesheet gives its colour a transition, however short: its end tells that the theme has changed. */}
      <canvas
        ref={canvas}
        data-potoo="spectrogram-canvas"
        role="img"
        aria-label={words.picture(messages.spokenTime(duration), top)}
        onTransitionEnd={paint}
      />
      {currentTime !== undefined && <span data-potoo="spectrogram-now" aria-hidden="true" />}
      <span data-potoo="spectrogram-pitch" aria-hidden="true">
        <span>{top}</span>
        <span>{words.kilohertz('0')}</span>
      </span>
      <span data-potoo="spectrogram-times" aria-hidden="true">
        <span>0:00</span>
        <span>{clockTime(duration)}</span>
      </span>
    </>
  ) : (
    <p role={loading ? 'status' : undefined}>{loading ? words.loading : words.empty}</p>
  );
  return renderPart('figure', props, {
    name: 'spectrogram',
    state: { state: spectrogram ? 'ready' : loading ? 'loading' : 'empty' },
    own: { dir: 'ltr', children },
    ref: ref as Ref<never>,
    ownRef: figure as Ref<never>,
  });
});
