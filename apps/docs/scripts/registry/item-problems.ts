import path from 'node:path';
import type { RegistryItem } from './registry-items.ts';

/**
 * What is wrong with an item of a built registry: files that import what neither it nor what it depends on brings, and items
 * that are not there.
 * @param read - Reads the JSON of an item by its name.
 */
export function itemProblems(name: string, read: (item: string) => string): string[] {
  const { items, missing } = withDependencies(name, read);
  const targets = new Set(items.flatMap(({ files }) => files.map(({ target }) => target)));
  const absent = items
    .flatMap(({ files }) => files)
    .flatMap(({ target, content }) =>
      [...content.matchAll(/(?:\bfrom |\bimport\(|^import |@import url\()['"](\.[^'"]+)['"]/gm)].map(([, to = '']) =>
        path.posix.join(path.posix.dirname(target), to),
      ),
    )
    .filter((to) => !['', '.ts', '.tsx'].some((ending) => targets.has(to + ending)));
  return [
    ...missing.map((item) => `${name} of the registry needs ${item}, which is not there`),
    ...[...new Set(absent)].map((file) => `${name} of the registry imports ${file}, which does not come with it`),
  ];
}

/** An item and all that it depends on, each once. */
function withDependencies(first: string, read: (item: string) => string) {
  const items: RegistryItem[] = [];
  const missing: string[] = [];
  const seen = new Set([first]);
  for (const name of seen) {
    try {
      const item = JSON.parse(read(name)) as RegistryItem;
      items.push(item);
      for (const address of item.registryDependencies) seen.add(path.posix.basename(address, '.json'));
    } catch {
      missing.push(name);
    }
  }
  return { items, missing };
}
