import { type ReactElement, useId } from 'react';

/** What {@link Range} takes. */
export interface RangeProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Says the value in words: "1.2×". */
  readonly format: (value: number) => string;
}

/** A number on a scale, with its value beside its name. */
export function Range({ label, value, onChange, format, ...scale }: RangeProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <div className="range-head">
        <label className="field-name" htmlFor={id}>
          {label}
        </label>
        <output htmlFor={id}>{format(value)}</output>
      </div>
      <input
        id={id}
        type="range"
        {...scale}
        value={value}
        aria-valuetext={format(value)}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
