'use client';

import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { RETRY, WARNING } from '../icons/paths.ts';
import { baseEn } from '../messages/en/base.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';

const ENGLISH = { ...baseEn };

/** What of an error is told: every `PotooError` has it. */
export interface ShownError {
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly hint?: string | undefined;
}

/** What {@link ErrorNote} takes. */
export interface ErrorNoteProps {
  readonly error: ShownError;
  /** Tries again; without it there is no button. */
  readonly onRetry?: (() => void) | undefined;
}

/** A text of an error, whose commands and names stand between backticks. */
function withCode(text: string | undefined): ReactNode {
  return text?.split('`').map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
    place % 2 ? <code key={place}>{part}</code> : part,
  );
}

/** Tells an error once, at once, with what mends it and a way to try again. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps): ReactElement {
  const messages = useMessages(ENGLISH);
  return (
    <div data-potoo="error-note" role="alert">
      <Icon path={WARNING} />
      <p>
        <strong>{withCode(error.message)}</strong> {withCode(error.hint)}
      </p>
      {onRetry && (
        <button type="button" data-potoo="error-note-retry" data-look="plain" onClick={onRetry}>
          <Icon path={RETRY} />
          <span>{messages.retry}</span>
        </button>
      )}
    </div>
  );
}
