'use client';

import type { PotooError } from '@potoo/core';
import { type ComponentPropsWithoutRef, forwardRef, type Ref } from 'react';
import { type UseSpeechOptions, useSpeech } from '../hooks/useSpeech.ts';
import { SPEAKER, STOP, WARNING } from '../icons/paths.ts';
import { speakEn } from '../messages/en/speak.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { buttonPart } from '../part/buttonPart.tsx';
import type { PartOptions } from '../part/renderPart.ts';

const ENGLISH = { speak: speakEn };

/** State of a speak button, as data attributes. */
export type SpeakButtonState = {
  readonly state: 'idle' | 'loading' | 'playing' | 'paused' | 'blocked' | 'ended' | 'error';
};

/** What {@link SpeakButton} takes. */
export interface SpeakButtonProps
  extends Omit<ComponentPropsWithoutRef<'button'>, 'onError'>,
    PartOptions<SpeakButtonState> {
  /** What is read aloud: a text, one that is still arriving, or a function that is asked when it is pressed. */
  readonly text: string | (() => string | AsyncIterable<string>);
  /** Service, voice and the like. @default The provider's service, its nearest voice. */
  readonly speech?: UseSpeechOptions;
  /** Called with what went wrong. */
  readonly onError?: (error: PotooError) => void;
  /** Whether only the icon is shown; its name stays. @default false */
  readonly iconOnly?: boolean;
}

/** Reads a text aloud, and stops. Renders a `<button>` whose name says which; errors are announced. */
export const SpeakButton = forwardRef(function SpeakButton(
  { text, speech, onError, iconOnly = false, ...props }: SpeakButtonProps,
  ref: Ref<HTMLButtonElement>,
) {
  const { status, error, speak, stop, unlock } = useSpeech({
    ...speech,
    onError: (problem) => {
      speech?.onError?.(problem);
      onError?.(problem);
    },
  });
  const { speak: words } = useMessages(ENGLISH);
  const sounds = status === 'playing' || status === 'loading';
  const label =
    status === 'loading'
      ? words.preparing
      : status === 'playing'
        ? words.stop
        : status === 'blocked'
          ? words.allow
          : words.speak;
  const onClick = () => {
    if (status === 'blocked') unlock();
    else if (sounds) stop();
    else speak(typeof text === 'function' ? text() : text);
  };
  return (
    <>
      {buttonPart(props, {
        name: 'speak-button',
        label: status === 'loading' && iconOnly ? words.stop : label,
        icon: sounds ? STOP : status === 'error' ? WARNING : SPEAKER,
        look: iconOnly ? 'icon' : 'plain',
        state: { state: status },
        ref,
        own: { onClick, 'aria-busy': status === 'loading' ? true : undefined },
      })}
      <span data-potoo="said" role="alert">
        {status === 'error' && error ? [error.message, error.hint].filter(Boolean).join(' ') : ''}
      </span>
    </>
  );
});
