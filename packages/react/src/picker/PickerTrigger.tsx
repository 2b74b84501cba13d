'use client';

import { type ComponentPropsWithoutRef, forwardRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CHEVRON } from '../icons/paths.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from './PickerContext.ts';

const ENGLISH = { picker: pickerEn };

/** What {@link PickerTrigger} takes. */
export interface PickerTriggerProps extends ComponentPropsWithoutRef<'button'>, PartOptions {
  /** What it says while nothing is picked. */
  readonly placeholder: string;
  /** What stands beside the name of what is picked. */
  readonly detail?: ReactNode;
}

/** Shows what is picked, and opens the list; a letter opens it and begins a search. Renders a `<button>`. */
export const PickerTrigger = forwardRef(function PickerTrigger(
  { placeholder, detail, ...props }: PickerTriggerProps,
  ref: Ref<HTMLButtonElement>,
) {
  const picker = useRequiredContext(PickerContext, 'PickerTrigger', 'PickerRoot');
  const { picker: words } = useMessages(ENGLISH);
  const { open, setOpen, setQuery, selected, disabled, loading, label, ids, trigger } = picker;
  const shown = loading && !selected ? words.loading : (selected?.label ?? placeholder);
  const onKeyDown = (event: KeyboardEvent) => {
    const letter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && !letter) return;
    event.preventDefault();
    setOpen(true);
    if (letter) setQuery(event.key);
  };
  const children = (
    <>
      <span data-potoo="picker-value" data-placeholder={selected ? undefined : ''}>
        {shown}
      </span>
      {selected && detail}
      <Icon path={CHEVRON} />
    </>
  );
  const own = {
    type: 'button',
    'data-look': 'plain',
    'aria-haspopup': 'dialog',
    'aria-expanded': open,
    'aria-controls': open ? ids.popup : undefined,
    'aria-label': `${label}: ${shown}`,
    disabled,
    onClick: () => setOpen(!open),
    onKeyDown,
    children,
  };
  return renderPart('button', props, {
    name: 'picker-trigger',
    own,
    ref: ref as Ref<never>,
    ownRef: trigger as Ref<never>,
  });
});
