'use client';

import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, type Ref, useRef } from 'react';
import { pickerEn } from '../messages/en/picker.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from './PickerContext.ts';
import { PickerOption } from './PickerOption.tsx';
import type { PickerItem } from './picker-items.ts';
import { useWindow } from './useWindow.ts';

const ENGLISH = { picker: pickerEn };

/** What {@link PickerList} takes. */
export interface PickerListProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'>, PartOptions {
  /** Draws an item. @default Its label. */
  readonly children?: (item: PickerItem) => ReactNode;
}

const showLabel = ({ label }: PickerItem): ReactNode => label;

/** What matches. Only what is in sight is drawn, so a thousand items cost no more than twenty. Renders a `<div>`. */
export const PickerList = forwardRef(function PickerList(
  { children: draw = showLabel, ...props }: PickerListProps,
  ref: Ref<HTMLDivElement>,
) {
  const picker = useRequiredContext(PickerContext, 'PickerList', 'PickerRoot');
  const { picker: words } = useMessages(ENGLISH);
  const list = useRef<HTMLDivElement>(null);
  const { rows, found, active, loading, label, ids } = picker;
  const activeRow = rows.findIndex((row) => row.type === 'item' && row.index === active);
  const { from, to, above, below } = useWindow(list, rows, activeRow);
  if (rows.length === 0) {
    const text = loading ? words.loading : words.none;
    return renderPart('p', {}, { name: 'picker-empty', own: { id: ids.list, children: text } });
  }
  const own = {
    id: ids.list,
    role: 'listbox',
    'aria-label': label,
    style: { overflowY: 'auto' },
    children: (
      <>
        <div style={{ height: above }} aria-hidden="true" />
        {rows.slice(from, to).map((row) =>
          row.type === 'heading' ? (
            <div key={`heading ${row.id}`} data-potoo="picker-heading" role="presentation">
              {row.label}
            </div>
          ) : (
            <PickerOption key={row.item.id} item={row.item} index={row.index} count={found.length}>
              {draw(row.item)}
            </PickerOption>
          ),
        )}
        <div style={{ height: below }} aria-hidden="true" />
      </>
    ),
  };
  return renderPart('div', props, { name: 'picker-list', own, ref: ref as Ref<never>, ownRef: list as Ref<never> });
});
