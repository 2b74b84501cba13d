import type { SpeechDetails } from '@potoo/core';
import type { ReactElement } from 'react';
import { Facts } from '../../parts/Facts.tsx';

/** Who spoke, how long, in which language, and what it cost. */
export function SpokenFacts({ details }: { readonly details: SpeechDetails }): ReactElement {
  const { model, voice, language, duration, words, usage } = details;
  return (
    <Facts
      facts={[
        ['Voice', voice.startsWith(`${model}/`) ? voice : `${model}/${voice}`],
        ['Language', language],
        ['Length', `${duration.toFixed(1)} s`],
        ['Words', words.length > 0 ? String(words.length) : undefined],
        ['Credits', usage.creditsUsed?.toLocaleString('en')],
      ]}
    />
  );
}
