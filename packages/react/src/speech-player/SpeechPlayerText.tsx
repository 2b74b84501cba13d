'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useId, useMemo, useRef } from 'react';
import { playerEn } from '../messages/en/player.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpokenPieces } from '../part/words/SpokenPieces.tsx';
import { spokenText } from '../part/words/spoken-pieces.ts';
import { useActiveWord } from '../part/words/useActiveWord.ts';
import { useWordFocus } from '../part/words/useWordFocus.ts';
import { SpeechPlayerContext } from './SpeechPlayerContext.ts';

const ENGLISH = { player: playerEn };

/** What {@link SpeechPlayerText} takes. */
export interface SpeechPlayerTextProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** The text that is spoken: the word that is heard is marked, and each can be gone to. Renders a `<div>`. */
export const SpeechPlayerText = forwardRef(function SpeechPlayerText(
  props: SpeechPlayerTextProps,
  ref: Ref<HTMLDivElement>,
) {
  const context = useRequiredContext(SpeechPlayerContext, 'SpeechPlayerText', 'SpeechPlayerRoot');
  const { player, state, source, text, words, seek } = context;
  const messages = useMessages(ENGLISH);
  const help = useId();
  const box = useRef<HTMLDivElement>(null);
  const spoken = useMemo(() => spokenText(text, words), [text, words]);
  const current =
    source !== undefined && state.source === source && state.status !== 'idle' && state.status !== 'ended';
  const handlers = useWordFocus(box, { ...spoken, seek });
  useActiveWord(box, {
    words: spoken.words,
    time: current ? player : -1,
    playing: current && state.status === 'playing',
    follow: true,
  });
  const own = {
    role: 'group',
    // The text has a direction of its own, whatever the page's.
    dir: 'auto',
    'aria-label': messages.player.text,
    'aria-describedby': help,
    ...handlers,
    children: (
      <>
        <SpokenPieces pieces={spoken.pieces} />
        <span id={help} hidden>
          {messages.player.help}
        </span>
      </>
    ),
  };
  return renderPart(
    'div',
    { ...props },
    {
      name: 'speech-player-text',
      own,
      ref: ref as Ref<never>,
      ownRef: box as Ref<never>,
    },
  );
});
