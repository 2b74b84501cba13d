import type { Workspace } from '../calls/run-tool.ts';
import type { ServerParts } from '../sdk/mcp-server.ts';
import type { Settings } from '../settings.ts';
import { getJob } from '../tools/get-job.ts';
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
  const workspace = workspaceFor(tools, shared.workspaceOf(caller));
  return { tools, inline, askPeople, trustFolders: true, workspace, instructions: INSTRUCTIONS, onError };
}

/** Without a tool to ask for jobs, calls do not become any: they take as long as they take. */
function workspaceFor(tools: Settings['tools'], workspace: Workspace): Workspace {
  return tools.includes(getJob) ? workspace : { ...workspace, jobAfterMs: undefined };
}
