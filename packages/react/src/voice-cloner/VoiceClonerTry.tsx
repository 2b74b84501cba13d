'use client';

import { type FormEvent, type ReactElement, useSyncExternalStore } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { RETRY, SPEAKER, STOP } from '../icons/paths.ts';
import { clonerEn } from '../messages/en/cloner.ts';
import { speakEn } from '../messages/en/speak.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { VoiceClonerContext } from './VoiceClonerRoot.tsx';

const ENGLISH = { cloner: clonerEn, speak: speakEn };

/** Says something in the new voice. Renders a `<form>`. */
export function VoiceClonerTry(): ReactElement | null {
  const clone = useRequiredContext(VoiceClonerContext, 'VoiceClonerTry', 'VoiceClonerRoot');
  const { cloner: words, speak } = useMessages(ENGLISH);
  const { speech } = clone.session;
  const { status, error } = useSyncExternalStore(speech.subscribe, speech.getSnapshot, speech.getServerSnapshot);
  if (clone.step !== 'done' || !clone.voice) return null;
  const sounds = status === 'playing' || status === 'loading';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sounds) speech.stop();
    else clone.tryIt(String(new FormData(event.currentTarget).get('text')));
  };
  return (
    <form data-potoo="voice-cloner-try" onSubmit={submit}>
      <p role="status">{words.done(clone.voice.name)}</p>
      <label data-potoo="voice-cloner-label">
        {words.tryText}
        <textarea
          data-potoo="voice-cloner-field"
          data-surface="field"
          name="text"
          rows={2}
          defaultValue={words.sample}
        />
      </label>
      {error && <ErrorNote error={error} />}
      <p data-potoo="recorder-actions">
        <button type="submit" data-potoo="voice-cloner-speak" data-look="primary">
          <Icon path={sounds ? STOP : SPEAKER} />
          <span>{sounds ? speak.stop : words.tryIt}</span>
        </button>
        <button type="button" data-potoo="voice-cloner-anew" data-look="quiet" onClick={clone.reset}>
          <Icon path={RETRY} />
          <span>{words.anew}</span>
        </button>
      </p>
    </form>
  );
}
