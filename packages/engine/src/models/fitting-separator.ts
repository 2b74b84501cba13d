import type { InstalledTool, Inventory } from './inventory.ts';
import type { ResolvedTool } from './resolve-tool.ts';

/**
 * Of the installed sizes of the separator that was named, the smallest that makes as many stems; the one that was found
 * where none does, or where a size was named.
 * @param name - As the caller has it.
 */
export function fittingSeparator(
  found: ResolvedTool,
  name: string,
  stems: number,
  { tools }: Pick<Inventory, 'tools'>,
): ResolvedTool {
  const { card } = found.installation ?? {};
  const sizes = tools.filter(
    ({ names, installation }) =>
      card !== undefined &&
      installation?.card.id === card.id &&
      names.some((known) => known.toLowerCase() === name.toLowerCase()),
  );
  const [best] = sizes.filter((size) => stemsOf(size) >= stems).sort((one, other) => stemsOf(one) - stemsOf(other));
  return best ? { ...found, ...best } : found;
}

function stemsOf({ installation }: InstalledTool): number {
  const { stems } = installation?.variant.settings ?? {};
  return typeof stems === 'number' ? stems : 0;
}
