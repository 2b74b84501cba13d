import { homedir } from 'node:os';
import process from 'node:process';
import { PotooError } from '@potoo/core/errors';
import { type Command, parseArguments, type ServingCommand, UsageError } from './cli/arguments.ts';
import type { Log } from './cli/log.ts';
import type { HttpOptions } from './http/http-options.ts';
import type { Settings } from './settings.ts';

// What bin/potoo-mcp.js imports: the server as a process.

/** How long the end of the service may take before the process ends regardless, in milliseconds. */
const MOST_CLOSING_MS = 1_000;

const { stdin, stdout: wire, stderr, env } = process;

process.exit(await main(process.argv.slice(2)));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = parseArguments(argv);
    if (command.name === 'help') return await print((await import('./cli/help.ts')).HELP);
    if (command.name === 'version') return await print(`${(await import('./version.ts')).VERSION}\n`);
    if (command.name === 'setup') return await print(await setup(command));
    return await serve(command);
  } catch (error) {
    const hint =
      error instanceof UsageError ? 'Try potoo-mcp --help.' : PotooError.isInstance(error) ? error.hint : undefined;
    const message = error instanceof Error ? error.message : String(error);
    stderr.write(`potoo-mcp: ${message}\n${hint === undefined ? '' : `hint: ${hint}\n`}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function setup({ host, options }: Extract<Command, { name: 'setup' }>): Promise<string> {
  const { describeSetup, SETUP_HOSTS } = await import('./cli/setup.ts');
  const system = { platform: process.platform, home: homedir(), appData: env['APPDATA'] };
  const text = describeSetup(host, options, system);
  if (text === undefined) throw new UsageError(`There is no host "${host}"; there are ${SETUP_HOSTS.join(', ')}.`);
  return text;
}

async function serve(command: ServingCommand): Promise<number> {
  const [{ resolveSettings }, { createLog }] = await Promise.all([import('./settings.ts'), import('./cli/log.ts')]);
  const settings = resolveSettings(env, command.flags);
  const log = createLog(stderr, settings.log);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, log.error);
  if (command.name === 'doctor') {
    const { runDoctor } = await import('./cli/doctor.ts');
    return (await runDoctor(settings, (line) => void wire.write(`${line}\n`))) ? 0 : 1;
  }
  if (command.name === 'http') return serveOverHttp(settings, command, log);
  // Standard output belongs to the protocol: whoever else writes to it in this process writes to standard error.
  Object.defineProperty(process, 'stdout', { value: stderr });
  const signal = stopSignal([stdin, wire]);
  const { runStdio } = await import('./serve/run-stdio.ts');
  await runStdio(settings, { stdin, stdout: wire }, { signal, onError: log.error });
  return 0;
}

async function serveOverHttp(settings: Settings, command: Partial<HttpOptions>, log: Log): Promise<number> {
  const [{ serveHttp }, { asksWho, resolveHttpOptions }] = await Promise.all([
    import('./serve/serve-http.ts'),
    import('./http/http-options.ts'),
  ]);
  const options = resolveHttpOptions(env, command);
  const signal = stopSignal([]);
  const server = await serveHttp(settings, options, { onError: log.error });
  log.tell(`serving at ${server.url}${asksWho(options) ? '' : ', to this machine, without a token'}`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  return 0;
}

/** Aborts when the process is told to end, or when its host is gone; the process then ends soon in any case. */
function stopSignal(pipes: ReadonlyArray<NodeJS.EventEmitter>): AbortSignal {
  const stop = new AbortController();
  const end = () => {
    setTimeout(() => process.exit(1), MOST_CLOSING_MS).unref();
    stop.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, end);
  for (const pipe of pipes) for (const event of ['end', 'close', 'error']) pipe.once(event, end);
  return stop.signal;
}

async function print(text: string): Promise<number> {
  await new Promise<void>((resolve) => wire.write(text, () => resolve()));
  return 0;
}
