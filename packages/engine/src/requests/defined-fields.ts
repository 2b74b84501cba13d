/** The object without its `undefined` fields, as optional properties under `exactOptionalPropertyTypes` need it. */
export function definedFields<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return kept as { [K in keyof T]: Exclude<T[K], undefined> };
}
