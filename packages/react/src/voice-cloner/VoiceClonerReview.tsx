'use client';

import { type FormEvent, type ReactElement, useMemo } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHECK, CLOSE, RETRY, WARNING } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { clonerEn } from '../messages/en/cloner.ts';
import { recorderEn } from '../messages/en/recorder.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { SpeechPlayerPlay } from '../speech-player/SpeechPlayerPlay.tsx';
import { SpeechPlayerRoot } from '../speech-player/SpeechPlayerRoot.tsx';
import { SpeechPlayerTime } from '../speech-player/SpeechPlayerTime.tsx';
import { SpeechPlayerWaveform } from '../speech-player/SpeechPlayerWaveform.tsx';
import { VoiceClonerContext } from './VoiceClonerRoot.tsx';

const ENGLISH = { ...baseEn, cloner: clonerEn, recorder: recorderEn };

const SIGNS = { good: CHECK, poor: WARNING, bad: CLOSE } as const;

/** Lets the recording be heard, says how good it is, and makes the voice of it. Renders a `<div>`. */
export function VoiceClonerReview(): ReactElement | null {
  const cloning = useRequiredContext(VoiceClonerContext, 'VoiceClonerReview', 'VoiceClonerRoot');
  const { step, reference, checks, consent, clone, cancel, record } = cloning;
  const { cloner: words, recorder, cancel: stop } = useMessages(ENGLISH);
  const source = useMemo(() => reference ?? undefined, [reference]);
  if (step !== 'review' && step !== 'cloning') return null;
  const unusable = checks.some(({ verdict }) => verdict === 'bad');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    clone(String(new FormData(event.currentTarget).get('name')));
  };
  return (
    <div data-potoo="voice-cloner-review">
      <SpeechPlayerRoot data-surface="bare" source={source} aria-label={recorder.review}>
        <SpeechPlayerPlay />
        <SpeechPlayerWaveform />
        <SpeechPlayerTime />
      </SpeechPlayerRoot>
      <ul data-potoo="voice-cloner-checks" aria-label={words.checks}>
        {checks.map(({ id, verdict, value }) => (
          <li key={id} data-state={verdict} data-potoo="voice-cloner-check">
            <Icon path={SIGNS[verdict]} />
            <span>{words.check(id, verdict, value)}</span>
          </li>
        ))}
      </ul>
      <form data-potoo="voice-cloner-name" onSubmit={submit}>
        <label data-potoo="voice-cloner-label">
          {words.name}
          <input
            data-potoo="voice-cloner-field"
            data-surface="field"
            name="name"
            required
            defaultValue={consent?.speaker}
          />
        </label>
        <p data-potoo="recorder-actions">
          <button
            type="submit"
            data-potoo="voice-cloner-clone"
            data-look="primary"
            disabled={unusable || step === 'cloning'}
          >
            <Icon path={CHECK} />
            <span>{step === 'cloning' ? words.cloning : words.clone}</span>
          </button>
          <button
            type="button"
            data-potoo="voice-cloner-again"
            data-look="quiet"
            onClick={step === 'cloning' ? cancel : record}
          >
            <Icon path={step === 'cloning' ? CLOSE : RETRY} />
            <span>{step === 'cloning' ? stop : recorder.again}</span>
          </button>
        </p>
      </form>
    </div>
  );
}
