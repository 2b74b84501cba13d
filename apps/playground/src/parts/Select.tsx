import type { ReactElement } from 'react';

/** What {@link Select} takes. */
export interface SelectProps {
  readonly options: ReadonlyArray<{ readonly id: string; readonly label: string }>;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Chooses one of several; its name comes from the field around it. */
export function Select({ options, value, onChange }: SelectProps): ReactElement {
  return (
    <select
      data-potoo="field"
      data-surface="field"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}
