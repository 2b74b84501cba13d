import { ErrorNote } from '@potoo/react/error-note';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import { useKeptFocus } from './useKeptFocus.ts';
import type { TaskState } from './useTask.ts';
import { Working } from './Working.tsx';

/** What {@link TaskAction} takes. */
export interface TaskActionProps {
  readonly task: TaskState<unknown> & { readonly cancel: () => void };
  readonly onBegin: () => void;
  readonly disabled: boolean;
  /** What is said meanwhile: "Taking the noise away…". */
  readonly doing: string;
  /** What the button says: "Enhance". */
  readonly children: ReactNode;
}

/** Begins a piece of work; meanwhile says so and stops it; tells why it failed. */
export function TaskAction({ task, onBegin, disabled, doing, children }: TaskActionProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, task.status);
  return (
    <>
      <div ref={place}>
        {task.status === 'working' ? (
          <Working onCancel={task.cancel}>{doing}</Working>
        ) : (
          <Button look="primary" onClick={onBegin} disabled={disabled}>
            {children}
          </Button>
        )}
      </div>
      {task.error && <ErrorNote error={task.error} onRetry={task.error.retryable ? onBegin : undefined} />}
    </>
  );
}
