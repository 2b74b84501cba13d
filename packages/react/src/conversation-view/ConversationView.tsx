'use client';

import { forwardRef, type Ref } from 'react';
import { ErrorNote } from '../part/ErrorNote.tsx';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { ConversationViewControls } from './ConversationViewControls.tsx';
import { ConversationViewMessages } from './ConversationViewMessages.tsx';
import {
  ConversationViewContext,
  ConversationViewRoot,
  type ConversationViewRootProps,
} from './ConversationViewRoot.tsx';

/** What {@link ConversationView} takes. */
export interface ConversationViewProps extends Omit<ConversationViewRootProps, 'children'> {}

/** Talks with a service, ready made: what was said, the microphone, and a field to write in. */
export const ConversationView = forwardRef(function ConversationView(
  props: ConversationViewProps,
  ref: Ref<HTMLElement>,
) {
  return (
    <ConversationViewRoot ref={ref} {...props}>
      <ConversationViewMessages />
      <Problem />
      <ConversationViewControls />
    </ConversationViewRoot>
  );
});

function Problem() {
  const { error } = useRequiredContext(ConversationViewContext, 'ConversationView', 'ConversationViewRoot');
  return error && <ErrorNote error={error} />;
}
