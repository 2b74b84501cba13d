'use client';

import {
  type ChangeEvent,
  type ComponentPropsWithoutRef,
  forwardRef,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useRef,
} from 'react';
import { Icon } from '../icons/Icon.tsx';
import { SEARCH } from '../icons/paths.ts';
import { pickerEn } from '../messages/en/picker.ts';
import { useMessages } from '../messages/MessagesProvider.tsx';
import { type PartOptions, renderPart } from '../part/renderPart.ts';
import { useRequiredContext } from '../part/useRequiredContext.ts';
import { PickerContext, type PickerContextValue } from './PickerContext.ts';

const ENGLISH = { picker: pickerEn };

/** What {@link PickerSearch} takes. */
export interface PickerSearchProps extends ComponentPropsWithoutRef<'input'>, PartOptions {
  /** What keys do beside searching. */
  readonly help?: ReactNode;
}

/** Items that Page Up and Page Down move. */
const PAGE = 8;

/** Searches, and walks over what is found. Renders an `<input>` that is a combobox, with an icon. */
export const PickerSearch = forwardRef(function PickerSearch(
  { help, ...props }: PickerSearchProps,
  ref: Ref<HTMLInputElement>,
) {
  const picker = useRequiredContext(PickerContext, 'PickerSearch', 'PickerRoot');
  const { picker: words } = useMessages(ENGLISH);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const { query, setQuery, found, active, ids, optionId } = picker;
  const own = {
    type: 'text',
    role: 'combobox',
    'data-surface': 'field',
    'aria-label': words.search,
    'aria-expanded': true,
    'aria-controls': ids.list,
    'aria-autocomplete': 'list',
    'aria-activedescendant': found.length > 0 ? optionId(active) : undefined,
    'aria-describedby': help ? ids.help : undefined,
    autoComplete: 'off',
    spellCheck: false,
    enterKeyHint: 'done',
    value: query,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setQuery(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => walk(event, picker),
  };
  return (
    <div data-potoo="picker-search-row">
      <Icon path={SEARCH} />
      {renderPart('input', props, { name: 'picker-search', own, ref: ref as Ref<never>, ownRef: input as Ref<never> })}
      {help && (
        <p id={ids.help} data-potoo="picker-help">
          {help}
        </p>
      )}
    </div>
  );
});

function walk(event: KeyboardEvent, { found, active, setActive, select, act, query }: PickerContextValue): void {
  const last = found.length - 1;
  if (last < 0 || event.nativeEvent.isComposing) return;
  const item = found[active];
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active === last ? 0 : active + 1,
    ArrowUp: active === 0 ? last : active - 1,
    PageDown: Math.min(last, active + PAGE),
    PageUp: Math.max(0, active - PAGE),
    // In a text these two move the caret.
    ...(query === '' && { Home: 0, End: last }),
  };
  const target = moves[event.key];
  if (target !== undefined) setActive(target);
  else if (event.key === 'Enter' && item && event.shiftKey && act) act(item);
  else if (event.key === 'Enter' && item) select(item);
  else return;
  event.preventDefault();
}
