import { posix, win32 } from 'node:path';

/** A program that uses MCP servers, and how this one is made known to it. */
export interface HostEntry {
  readonly id: string;
  readonly name: string;
  /** Where it goes, for people. */
  place(system: System): string;
  /** What goes there: a part of a settings file, or a command. */
  entry(command: LaunchCommand, system: System): string;
}

/** The machine that the host runs on. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** `%APPDATA%`, on Windows. */
  readonly appData?: string | undefined;
}

/** How a host starts the server. */
export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const PACKAGE = '@potoo/mcp-server';

/** The command that starts the server. On Windows `npx` is a script, and hosts start programs. */
export function launchCommand(options: readonly string[], platform: NodeJS.Platform): LaunchCommand {
  const args = ['-y', PACKAGE, ...options];
  return platform === 'win32' ? { command: 'cmd', args: ['/c', 'npx', ...args] } : { command: 'npx', args };
}

const pathIn = ({ platform, home }: System, ...names: readonly string[]) =>
  (platform === 'win32' ? win32 : posix).join(home, ...names);

/** Where programs keep their settings: `%APPDATA%`, `~/Library/Application Support`, or `~/.config`. */
const settingsIn = (system: System, ...names: readonly string[]) => {
  const { platform, appData } = system;
  if (platform === 'win32') return win32.join(appData ?? pathIn(system, 'AppData', 'Roaming'), ...names);
  return platform === 'darwin'
    ? pathIn(system, 'Library', 'Application Support', ...names)
    : pathIn(system, '.config', ...names);
};

const asJson = (value: object) => JSON.stringify(value, null, 2);
const mcpServers = (launch: LaunchCommand) => asJson({ mcpServers: { potoo: launch } });

/** Arguments as a shell takes them; only what needs quotes gets them. */
const asCommand = (words: readonly string[], { platform }: System) =>
  words.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : quote(word, platform))).join(' ');

function quote(word: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The hosts whose way of being told is known. */
export const HOST_ENTRIES: readonly HostEntry[] = [
  {
    id: 'claude-desktop',
    name: 'Claude Desktop',
    place: (system) => settingsIn(system, 'Claude', 'claude_desktop_config.json'),
    entry: mcpServers,
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    place: () => 'in a terminal',
    entry: ({ command, args }, system) => asCommand(['claude', 'mcp', 'add', 'potoo', '--', command, ...args], system),
  },
  { id: 'cursor', name: 'Cursor', place: (system) => pathIn(system, '.cursor', 'mcp.json'), entry: mcpServers },
  {
    id: 'gemini',
    name: 'Gemini CLI',
    place: (system) => pathIn(system, '.gemini', 'settings.json'),
    entry: mcpServers,
  },
  {
    id: 'vscode',
    name: 'VS Code',
    place: () => '.vscode/mcp.json in a project',
    entry: (launch) => asJson({ servers: { potoo: { type: 'stdio', ...launch } } }),
  },
  {
    id: 'zed',
    name: 'Zed',
    place: (system) =>
      system.platform === 'win32'
        ? settingsIn(system, 'Zed', 'settings.json')
        : pathIn(system, '.config', 'zed', 'settings.json'),
    entry: (launch) => asJson({ context_servers: { potoo: { ...launch, env: {} } } }),
  },
];
