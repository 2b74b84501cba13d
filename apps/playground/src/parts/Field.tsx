import type { ReactElement, ReactNode } from 'react';

/** What {@link Field} takes. */
export interface FieldProps {
  readonly label: string;
  /** What else there is to know, under it. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
  /** Whether the control has its name from elsewhere, as pickers do; then this is no `<label>`. @default false */
  readonly named?: boolean;
}

/** A setting with its name above it. */
export function Field({ label, hint, children, named = false }: FieldProps): ReactElement {
  const Name = named ? 'div' : 'label';
  return (
    <div className="field">
      <Name className="field-control">
        <span className="field-name" aria-hidden={named || undefined}>
          {label}
        </span>
        {children}
      </Name>
      {hint && <p className="field-hint">{hint}</p>}
    </div>
  );
}
