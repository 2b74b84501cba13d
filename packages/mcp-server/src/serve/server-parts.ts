import type { ServerParts } from '../sdk/mcp-server.ts';
import type { Settings } from '../settings.ts';
import { INSTRUCTIONS } from './instructions.ts';
import type { Shared } from './shared.ts';

/** What a server offers to a caller, by the settings. */
export function serverParts(
  settings: Settings,
  shared: Shared,
  caller: string,
  onError: (error: unknown) => void,
): ServerParts {
  const { tools, inline, askPeople } = settings;
  const workspace = shared.workspaceOf(caller);
  return { tools, inline, askPeople, trustFolders: true, workspace, instructions: INSTRUCTIONS, onError };
}
