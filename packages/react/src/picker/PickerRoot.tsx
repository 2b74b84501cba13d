'use client';

import { type ComponentPropsWithoutRef, forwardRef, type Ref, useId, useMemo, useRef, useState } from 'react';
import { pickerEn } from '../messages/en/picker.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useControlled } from '../part/useControlled.ts';
import { PickerContext, type PickerContextValue } from './PickerContext.ts';
import { type PickerGroup, type PickerItem, rowsOf, searchable, searchItems } from './picker-items.ts';

const ENGLISH = { picker: pickerEn };

/** State of a picker, as data attributes. */
export type PickerState = { readonly state: 'open' | 'closed'; readonly disabled: boolean; readonly loading: boolean };

/** What {@link PickerRoot} takes. */
export interface PickerRootProps
  extends Omit<ComponentPropsWithoutRef<'div'>, 'onSelect' | 'defaultValue'>,
    PartOptions<PickerState> {
  /** What can be picked. Keep the array between renders. */
  readonly items: readonly PickerItem[];
  /** Headings, in their order. @default None. */
  readonly groups?: readonly PickerGroup[];
  /** Id of what is picked; `null` for nothing. */
  readonly value?: string | null | undefined;
  /** Id of what is picked at first. @default null */
  readonly defaultValue?: string | null;
  /** Called with the id and the item when one is picked. */
  readonly onValueChange?: ((id: string, item: PickerItem) => void) | undefined;
  /** Whether the list is shown. */
  readonly open?: boolean | undefined;
  /** Whether the list is shown at first. @default false */
  readonly defaultOpen?: boolean;
  /** Called when the list is shown or hidden. */
  readonly onOpenChange?: (open: boolean) => void;
  /** Called with an item on Shift+Enter. */
  readonly onAct?: ((item: PickerItem) => void) | undefined;
  /** What is picked here, in a word or two: "Voice". */
  readonly label: string;
  /** @default false */
  readonly disabled?: boolean;
  /** Whether items are on their way. @default false */
  readonly loading?: boolean;
}

const NO_GROUPS: readonly PickerGroup[] = [];

/** Holds what can be picked, and what is. Renders a `<div>`. */
export const PickerRoot = forwardRef(function PickerRoot(props: PickerRootProps, ref: Ref<HTMLDivElement>) {
  const { items, groups = NO_GROUPS, value, defaultValue = null, onValueChange, ...others } = props;
  const { open: openGiven, defaultOpen = false, onOpenChange, onAct, label, ...more } = others;
  const { disabled = false, loading = false, ...rest } = more;
  const { picker } = useMessages(ENGLISH);
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useControlled(openGiven, defaultOpen, onOpenChange);
  const [picked, setPicked] = useControlled<string | null>(value, defaultValue);
  const [query, setQuery] = useState('');
  const placeOfPicked = () => {
    const place = rowsOf(items, groups).ordered.findIndex((item) => item.id === picked);
    return Math.max(0, place);
  };
  const [active, setActive] = useState(placeOfPicked);
  const texts = useMemo(() => searchable(items), [items]);
  const { rows, ordered } = useMemo(() => rowsOf(searchItems(texts, query), groups), [texts, query, groups]);
  const context: PickerContextValue = {
    open: open && !disabled,
    setOpen: (next) => {
      setOpen(next);
      setQuery('');
      setActive(placeOfPicked());
    },
    query,
    setQuery: (next) => {
      setQuery(next);
      setActive(0);
    },
    selected: items.find((item) => item.id === picked),
    select: (item) => {
      setPicked(item.id);
      onValueChange?.(item.id, item);
      // Before the popup goes away: an element that is removed takes the focus with it.
      trigger.current?.focus();
      setOpen(false);
      setQuery('');
    },
    rows,
    found: ordered,
    active: Math.min(active, ordered.length - 1),
    setActive,
    act: onAct,
    disabled,
    loading,
    label,
    ids: { list: `${id}-list`, popup: `${id}-popup`, help: `${id}-help` },
    optionId: (index) => `${id}-option-${index}`,
    trigger,
  };
  const state = { state: open ? 'open' : 'closed', disabled, loading } as const;
  return (
    <PickerContext.Provider value={context}>
      {renderPart('div', rest, { name: 'picker', state, ref: ref as Ref<never> })}
      <span data-potoo="said" role="status">
        {open && query !== '' ? (ordered.length === 0 ? picker.none : picker.found(ordered.length)) : ''}
      </span>
    </PickerContext.Provider>
  );
});
