'use client';

import { type ComponentPropsWithoutRef, forwardRef, type ReactElement, type Ref, useRef } from 'react';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext } from './PickerContext.ts';
import { usePopover } from './usePopover.ts';

/** What {@link PickerPopup} takes. */
export interface PickerPopupProps extends ComponentPropsWithoutRef<'div'>, PartOptions {}

/** What opens: search, filters and list. In the browser's top layer, so that nothing cuts it off. Renders a `<div>`. */
export const PickerPopup = forwardRef(function PickerPopup(props: PickerPopupProps, ref: Ref<HTMLDivElement>) {
  const { open } = useRequiredContext(PickerContext, 'PickerPopup', 'PickerRoot');
  return open ? <OpenPopup popupProps={props} popupRef={ref} /> : null;
});

function OpenPopup({
  popupProps,
  popupRef,
}: {
  readonly popupProps: PickerPopupProps;
  readonly popupRef: Ref<HTMLDivElement>;
}): ReactElement {
  const { setOpen, label, ids, trigger } = useRequiredContext(PickerContext, 'PickerPopup', 'PickerRoot');
  const popup = useRef<HTMLDivElement>(null);
  usePopover({ anchor: trigger, popup, onHide: () => setOpen(false) });
  const own = { popover: 'auto', role: 'dialog', 'aria-label': label, id: ids.popup };
  return renderPart(
    'div',
    { ...popupProps },
    {
      name: 'picker-popup',
      own,
      ref: popupRef as Ref<never>,
      ownRef: popup as Ref<never>,
    },
  );
}
