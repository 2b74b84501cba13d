import { HOST_ENTRIES, launchCommand, type System } from './host-entries.ts';

/**
 * Says how hosts are told of this server. Nothing is written: the files are the user's, with comments and other servers.
 * @param host - Id of one host. @default All of them, each under its name.
 * @param options - Options that the server is to be started with.
 * @returns The text; `undefined` if there is no such host.
 */
export function describeSetup(
  host: string | undefined,
  options: readonly string[],
  system: System,
): string | undefined {
  const launch = launchCommand(options, system.platform);
  const shown = HOST_ENTRIES.filter(({ id }) => host === undefined || id === host);
  if (shown.length === 0) return undefined;
  return shown.map((entry) => `# ${entry.name}: ${entry.place(system)}\n${entry.entry(launch, system)}\n`).join('\n');
}

/** Ids of the hosts that can be set up. */
export const SETUP_HOSTS: readonly string[] = HOST_ENTRIES.map(({ id }) => id);
