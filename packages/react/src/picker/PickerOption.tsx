'use client';

import type { ReactElement, ReactNode } from 'react';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from './PickerContext.ts';
import type { PickerItem } from './picker-items.ts';

/** What {@link PickerOption} takes. */
export interface PickerOptionProps {
  readonly item: PickerItem;
  /** Its place among what matches. */
  readonly index: number;
  /** How many match. */
  readonly count: number;
  readonly children: ReactNode;
}

/** One item of the list. Keys stay in the search field, which says which option is meant. */
export function PickerOption({ item, index, count, children }: PickerOptionProps): ReactElement {
  const { active, setActive, selected, select, optionId } = useRequiredContext(
    PickerContext,
    'PickerOption',
    'PickerRoot',
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the search field's, by the combobox pattern
    // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are never focused
    <div
      id={optionId(index)}
      data-potoo="picker-option"
      role="option"
      aria-selected={selected?.id === item.id}
      aria-setsize={count}
      aria-posinset={index + 1}
      data-active={active === index ? '' : undefined}
      onPointerMove={() => active !== index && setActive(index)}
      onClick={() => select(item)}
    >
      {children}
    </div>
  );
}
