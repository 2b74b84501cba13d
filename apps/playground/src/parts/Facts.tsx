import type { ReactElement } from 'react';

/** What {@link Facts} takes. */
export interface FactsProps {
  /** Name and value; what has no value is left out. */
  readonly facts: ReadonlyArray<readonly [name: string, value: string | undefined]>;
}

/** Figures in a row. */
export function Facts({ facts }: FactsProps): ReactElement {
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
