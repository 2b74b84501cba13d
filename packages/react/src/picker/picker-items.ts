/** One thing to pick. */
export interface PickerItem<Value = unknown> {
  /** Unlike that of any other. */
  readonly id: string;
  /** What it is called. */
  readonly label: string;
  /** What a search looks at beside the label: codes, other names. */
  readonly keywords?: string;
  /** Id of the group that it stands in. */
  readonly group?: string;
  readonly value: Value;
}

/** A heading over items. */
export interface PickerGroup {
  readonly id: string;
  readonly label: string;
}

/** A row of the list: a heading, or an item. */
export type PickerRow<Value> =
  | { readonly type: 'heading'; readonly label: string; readonly id: string }
  | { readonly type: 'item'; readonly item: PickerItem<Value>; readonly index: number };

/** Folds case and marks, so that `francais` finds `Français`. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** An item with its text folded, once for all searches. */
export interface SearchableItem<Value> {
  readonly item: PickerItem<Value>;
  readonly text: string;
}

/** Makes items ready to be searched. */
export function searchable<Value>(items: readonly PickerItem<Value>[]): SearchableItem<Value>[] {
  return items.map((item) => ({ item, text: foldText(`${item.label} ${item.keywords ?? ''}`) }));
}

/** The items that hold every word of a query, in their order; those whose name begins with it first. */
export function searchItems<Value>(items: readonly SearchableItem<Value>[], query: string): PickerItem<Value>[] {
  const folded = foldText(query.trim());
  if (folded === '') return items.map(({ item }) => item);
  const words = folded.split(/\s+/);
  const found = items.filter(({ text }) => words.every((word) => text.includes(word)));
  const first = found.filter(({ text }) => text.startsWith(folded));
  const others = found.filter(({ text }) => !text.startsWith(folded));
  return [...first, ...others].map(({ item }) => item);
}

/** Puts items under the headings of their groups; items of no known group come first, without one. */
export function rowsOf<Value>(
  items: readonly PickerItem<Value>[],
  groups: readonly PickerGroup[],
): { readonly rows: PickerRow<Value>[]; readonly ordered: PickerItem<Value>[] } {
  const known = new Set(groups.map(({ id }) => id));
  const sections = [
    { heading: undefined, members: items.filter(({ group }) => group === undefined || !known.has(group)) },
    ...groups.map((group) => ({ heading: group, members: items.filter((item) => item.group === group.id) })),
  ];
  const rows: PickerRow<Value>[] = [];
  const ordered: PickerItem<Value>[] = [];
  for (const { heading, members } of sections) {
    if (members.length === 0) continue;
    if (heading) rows.push({ type: 'heading', label: heading.label, id: heading.id });
    for (const item of members) rows.push({ type: 'item', item, index: ordered.push(item) - 1 });
  }
  return { rows, ordered };
}
