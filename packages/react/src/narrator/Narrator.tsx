'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { type UseNarratorOptions, type UseNarratorResult, useNarrator } from '../hooks/useNarrator.ts';
import { Icon } from '../icons/Icon.tsx';
import { PAUSE, SKIP_BACK, SKIP_ON, SPEAKER, STOP } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { narratorEn } from '../messages/en/narrator.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';

const ENGLISH = { ...baseEn, narrator: narratorEn };

/** State of a narrator, as data attributes. */
export type NarratorViewState = { readonly state: UseNarratorResult['status'] };

/** What {@link Narrator} takes. */
export interface NarratorProps extends ComponentPropsWithoutRef<'section'>, PartOptions<NarratorViewState> {
  /** What is read, service, voice and the like. @default The page's article, the provider's service. */
  readonly narration?: UseNarratorOptions;
  /** Speeds to choose from. @default [0.75, 1, 1.25, 1.5, 2] */
  readonly speeds?: readonly number[];
}

const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 2];

/**
 * "Listen to this article": finds the text of the page, reads it, and marks the word that is heard with the CSS highlight
 * `potoo-word`. The page itself is not changed. Renders a `<section>`.
 */
export const Narrator = forwardRef(function Narrator(
  { narration, speeds = SPEEDS, ...props }: NarratorProps,
  ref: Ref<HTMLElement>,
) {
  const narrator = useNarrator(narration);
  const { narrator: words, number } = useMessages(ENGLISH);
  const { status, paragraph, paragraphs, rate, error, start, pause, resume, stop, next, previous, setRate } = narrator;
  const reads = status === 'playing' || status === 'loading';
  const begun = reads || status === 'paused' || status === 'blocked';
  const press = () => {
    if (reads) pause();
    else if (status === 'paused') resume();
    else if (status === 'blocked') narrator.unlock();
    else start();
  };
  const label = reads
    ? words.pause
    : status === 'paused'
      ? words.resume
      : status === 'blocked'
        ? words.allow
        : words.listen;
  const children = (
    <>
      <button
        type="button"
        data-potoo="narrator-play"
        data-look="primary"
        aria-busy={status === 'loading'}
        onClick={press}
      >
        <Icon path={reads ? PAUSE : SPEAKER} />
        <span>{label}</span>
      </button>
      {begun && (
        <>
          <button
            type="button"
            data-potoo="narrator-previous"
            data-look="icon"
            aria-label={words.previous}
            title={words.previous}
            onClick={previous}
          >
            <Icon path={SKIP_BACK} />
          </button>
          <button
            type="button"
            data-potoo="narrator-next"
            data-look="icon"
            aria-label={words.next}
            title={words.next}
            onClick={next}
          >
            <Icon path={SKIP_ON} />
          </button>
          <span data-potoo="narrator-place" dir="ltr">
            {words.place(paragraph + 1, paragraphs)}
          </span>
          <select
            data-potoo="narrator-speed"
            data-look="quiet"
            aria-label={words.speed}
            value={rate}
            onChange={(event) => setRate(Number(event.currentTarget.value))}
          >
            {speeds.map((speed) => (
              <option key={speed} value={speed}>
                {number(speed, 2)}×
              </option>
            ))}
          </select>
          <button
            type="button"
            data-potoo="narrator-stop"
            data-look="icon"
            aria-label={words.stop}
            title={words.stop}
            onClick={stop}
          >
            <Icon path={STOP} />
          </button>
        </>
      )}
      <span data-potoo="said" role="status">
        {status === 'ended' ? words.ended : ''}
      </span>
      {error && <ErrorNote error={error} onRetry={() => start()} />}
    </>
  );
  return renderPart('section', props, {
    name: 'narrator',
    state: { state: status },
    own: { 'aria-label': words.title, 'data-potoo-skip': '', children },
    ref: ref as Ref<never>,
  });
});
