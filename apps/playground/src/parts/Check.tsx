import type { ReactElement, ReactNode } from 'react';

/** What {@link Check} takes. */
export interface CheckProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  /** What it means, under it. */
  readonly hint?: string;
}

/** A setting that is on or off. */
export function Check({ checked, onChange, children, hint }: CheckProps): ReactElement {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {children}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}
