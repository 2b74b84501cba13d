import { type ReactElement, useId } from 'react';

/** What {@link Segments} takes. */
export interface SegmentsProps<Id extends string> {
  readonly label: string;
  /** Whether the label is only said, not shown. @default false */
  readonly hideLabel?: boolean;
  readonly options: ReadonlyArray<{ readonly id: Id; readonly label: string }>;
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** Chooses one of a few: radio buttons in a row. */
export function Segments<Id extends string>(props: SegmentsProps<Id>): ReactElement {
  const { label, hideLabel = false, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className={hideLabel ? 'said' : 'field-name'}>{label}</legend>
      <div className="segments-row">
        {options.map((option) => (
          <label key={option.id}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={option.id === value}
              onChange={() => onChange(option.id)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
