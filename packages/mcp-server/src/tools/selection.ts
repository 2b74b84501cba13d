import { BadRequestError } from '@potoo/core/errors';
import { TOOLS } from './registry.ts';
import type { Tool, ToolGroup } from './tool.ts';

/** Which tools a server offers. */
export type ToolSelection = readonly Tool[];

/** Groups that are there without being asked for; those that use the microphone and the loudspeaker are not. */
const DEFAULT_GROUPS: readonly ToolGroup[] = ['speak', 'listen', 'voices', 'audio', 'talk', 'jobs'];

/** What is offered when nobody says otherwise. */
export const DEFAULT_SELECTION: ToolSelection = TOOLS.filter(({ group }) => DEFAULT_GROUPS.includes(group));

/**
 * Reads a selection: names of groups and tools, separated by commas. With `+` or `-` before a name it is added to the
 * usual ones or taken from them; names without either are all there is.
 * @throws {BadRequestError} If nothing has that name.
 */
export function parseToolSelection(text: string): ToolSelection {
  const terms = text
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const only = terms.filter((term) => !/^[+-]/.test(term));
  const chosen = new Set(only.length > 0 ? only.flatMap(named) : DEFAULT_SELECTION);
  for (const term of terms) {
    if (term.startsWith('+')) for (const tool of named(term.slice(1))) chosen.add(tool);
    if (term.startsWith('-')) for (const tool of named(term.slice(1))) chosen.delete(tool);
  }
  return TOOLS.filter((tool) => chosen.has(tool));
}

function named(name: string): readonly Tool[] {
  const found = TOOLS.filter((tool) => tool.name === name || tool.group === name);
  if (found.length > 0) return found;
  const groups = [...new Set(TOOLS.map(({ group }) => group))].join(', ');
  throw new BadRequestError(`There is no tool or group "${name}".`, {
    reason: 'invalid_setting',
    hint: `Groups are ${groups}; tools are ${TOOLS.map((tool) => tool.name).join(', ')}.`,
  });
}
