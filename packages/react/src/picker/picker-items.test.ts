import { expect, test } from 'vitest';
import { type PickerItem, rowsOf, searchable, searchItems } from './picker-items.ts';

const items: PickerItem<string>[] = [
  { id: 'fr', label: 'Français', keywords: 'fr French', group: 'b', value: 'fr' },
  { id: 'de', label: 'Deutsch', keywords: 'de German', group: 'a', value: 'de' },
  { id: 'ge', label: 'Georgian', keywords: 'ka', value: 'ka' },
];
const ids = (query: string) => searchItems(searchable(items), query).map(({ id }) => id);

test('a search looks at every word, without regard to case and marks', () => {
  expect(ids('francais')).toEqual(['fr']);
  expect(ids('GERMAN deu')).toEqual(['de']);
  expect(ids('klingon')).toEqual([]);
  expect(ids(' ')).toEqual(['fr', 'de', 'ge']);
});

test('names that begin with the query come first', () => {
  expect(ids('ge')).toEqual(['ge', 'de']);
});

test('groups stand in their order under their headings, and empty ones are left out', () => {
  const groups = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }));
  const { rows, ordered } = rowsOf(items, groups);
  expect(rows.map((row) => (row.type === 'heading' ? row.label : row.item.id))).toEqual(['ge', 'A', 'de', 'B', 'fr']);
  expect(ordered.map(({ id }) => id)).toEqual(['ge', 'de', 'fr']);
});
