import type { ReactElement } from 'react';
import { Button } from './Button.tsx';

/** What {@link Working} takes. */
export interface WorkingProps {
  /** What is going on: "Taking the noise away…". */
  readonly children: string;
  readonly onCancel: () => void;
}

/** Says that the server is at work, and stops it. */
export function Working({ children, onCancel }: WorkingProps): ReactElement {
  return (
    <div className="working">
      <progress aria-label={children} />
      <p role="status">{children}</p>
      <Button look="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
