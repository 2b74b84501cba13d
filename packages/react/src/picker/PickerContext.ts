'use client';
import { createContext, type RefObject } from 'react';
import type { PickerItem, PickerRow } from './picker-items.ts';

/** What `PickerRoot` gives its parts. */
export interface PickerContextValue {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** What is picked. */
  readonly selected: PickerItem | undefined;
  readonly select: (item: PickerItem) => void;
  /** Rows that match, headings between them. */
  readonly rows: readonly PickerRow<unknown>[];
  /** Items that match, in the order of the rows. */
  readonly found: readonly PickerItem[];
  /** Which of them Enter picks. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** What Shift+Enter does to an item. */
  readonly act: ((item: PickerItem) => void) | undefined;
  readonly disabled: boolean;
  readonly loading: boolean;
  readonly label: string;
  readonly ids: { readonly list: string; readonly popup: string; readonly help: string };
  readonly optionId: (index: number) => string;
  readonly trigger: RefObject<HTMLButtonElement | null>;
}

/** Set by `PickerRoot`. */
export const PickerContext = createContext<PickerContextValue | undefined>(undefined);
