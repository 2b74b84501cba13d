'use client';

import { forwardRef, type Ref } from 'react';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { VoiceClonerConsent } from './VoiceClonerConsent.tsx';
import { VoiceClonerReference } from './VoiceClonerReference.tsx';
import { VoiceClonerReview } from './VoiceClonerReview.tsx';
import { VoiceClonerContext, VoiceClonerRoot, type VoiceClonerRootProps } from './VoiceClonerRoot.tsx';
import { VoiceClonerTry } from './VoiceClonerTry.tsx';

/** What {@link VoiceCloner} takes. */
export interface VoiceClonerProps extends Omit<VoiceClonerRootProps, 'children'> {
  /** What is read aloud. @default A text of about twenty seconds. */
  readonly script?: string;
}

/** Makes a voice with its owner's consent, ready made: agree, record, hear and check, clone, try. */
export const VoiceCloner = forwardRef(function VoiceCloner(
  { script, ...props }: VoiceClonerProps,
  ref: Ref<HTMLElement>,
) {
  return (
    <VoiceClonerRoot ref={ref} {...props}>
      <VoiceClonerConsent />
      <VoiceClonerReference script={script} />
      <VoiceClonerReview />
      <VoiceClonerTry />
      <Problem />
    </VoiceClonerRoot>
  );
});

function Problem() {
  const { error } = useRequiredContext(VoiceClonerContext, 'VoiceCloner', 'VoiceClonerRoot');
  return error && <ErrorNote error={error} />;
}
