'use client';

import { type FormEvent, type ReactElement, useId } from 'react';
import { clonerEn } from '../messages/en/cloner.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { VoiceClonerContext } from './VoiceClonerRoot.tsx';

const ENGLISH = { cloner: clonerEn };

/** Asks whose voice it is and whether they agree, in words that are kept with the voice. Renders a `<form>`. */
export function VoiceClonerConsent(): ReactElement | null {
  const { step, giveConsent } = useRequiredContext(VoiceClonerContext, 'VoiceClonerConsent', 'VoiceClonerRoot');
  const { cloner: words } = useMessages(ENGLISH);
  const help = useId();
  if (step !== 'consent') return null;
  const agree = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const speaker = String(new FormData(event.currentTarget).get('speaker'));
    giveConsent({ speaker, statement: words.statement(speaker.trim()), date: new Date() });
  };
  return (
    <form data-potoo="voice-cloner-consent" onSubmit={agree}>
      <p id={help}>{words.consentHelp}</p>
      <label data-potoo="voice-cloner-label">
        {words.speaker}
        <input data-potoo="voice-cloner-field" data-surface="field" name="speaker" required autoComplete="name" />
      </label>
      <label data-potoo="voice-cloner-agree">
        <input type="checkbox" name="agree" required aria-describedby={help} />
        <span>{words.agree}</span>
      </label>
      <button type="submit" data-potoo="voice-cloner-next" data-look="primary">
        {words.next}
      </button>
    </form>
  );
}
