import { parseArgs } from 'node:util';
import type { SettingFlags } from '../settings.ts';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  /** `options` are those that the server is to be started with. */
  | { readonly name: 'setup'; readonly host?: string; readonly options: readonly string[] }
  | ServingCommand;

/** A command that needs the settings. */
export type ServingCommand =
  | { readonly name: 'stdio' | 'doctor'; readonly flags: SettingFlags }
  | { readonly name: 'http'; readonly flags: SettingFlags; readonly host?: string; readonly port?: number };

/** Thrown when the command line makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  http: { type: 'boolean' },
  host: { type: 'string' },
  port: { type: 'string' },
  output: { type: 'string', short: 'o' },
  allow: { type: 'string', multiple: true },
  tools: { type: 'string' },
  voice: { type: 'string' },
} as const;

/**
 * Reads the command line.
 * @throws {UsageError} If there is something in it that nobody knows.
 */
export function parseArguments(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const { output, allow, tools, voice } = values;
  const flags: SettingFlags = {
    ...(output !== undefined && { output }),
    ...(allow !== undefined && { allow }),
    ...(tools !== undefined && { tools }),
    ...(voice !== undefined && { voice }),
  };
  const [command, ...rest] = positionals;
  if (command === 'setup') {
    const [host, ...more] = rest;
    if (more.length > 0) throw oneTooMany(more);
    return { name: 'setup', options: optionWords(flags), ...(host !== undefined && { host }) };
  }
  if (rest.length > 0) throw oneTooMany(rest);
  if (command === 'help') return { name: 'help' };
  if (command === 'doctor') return { name: 'doctor', flags };
  if (command !== undefined) throw new UsageError(`There is no command "${command}".`);
  if (!values.http) {
    if (values.host !== undefined || values.port !== undefined)
      throw new UsageError('--host and --port go with --http.');
    return { name: 'stdio', flags };
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new UsageError(`--port is "${values.port}", and has to be a number from 0 to 65535.`);
  }
  return {
    name: 'http',
    flags,
    ...(values.host !== undefined && { host: values.host }),
    ...(port !== undefined && { port }),
  };
}

function oneTooMany(words: readonly string[]): UsageError {
  return new UsageError(`There is one thing too many: ${words.join(' ')}.`);
}

/** Flags as the command line has them. */
function optionWords({ output, allow = [], tools, voice }: SettingFlags): string[] {
  const given = [['output', output], ...allow.map((folder) => ['allow', folder]), ['tools', tools], ['voice', voice]];
  return given.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
