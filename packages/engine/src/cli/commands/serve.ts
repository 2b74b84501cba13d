import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { PotooError, UnreachableError } from '@potoo/core';
import { type Command, Option } from 'commander';
import { isOffline } from '../../models/store/offline.ts';
import type { FailedRequest, LogLevel, PotooServer, RunningServer } from '../../server/index.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addDataOptions, type DataOptions } from '../data-session.ts';
import { describeService } from '../describe-service.ts';
import { freePortAbove } from '../free-port.ts';
import { addLanguageModelOptions, type LanguageModelFlags, languageModelFlags } from '../language-model-options.ts';
import { isLocalEngine } from '../local-engine.ts';
import { integerWithin, numberWithin } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';
import { openServingHouse } from '../serving-house.ts';

interface ServeOptions extends DataOptions, LanguageModelFlags {
  readonly host: string;
  readonly port: number;
  readonly ui: boolean;
  readonly strict?: boolean;
  readonly autoPull?: boolean;
  readonly speechCache: number;
  readonly offline?: boolean;
  readonly upstreams?: string;
  readonly insecureNoAuth?: boolean;
  readonly allowHost?: readonly string[];
  readonly allowOrigin?: readonly string[];
  readonly requireKeys?: boolean;
  readonly publicUrl?: string;
  readonly queryToken: boolean;
  readonly allowPrivateWebhooks?: boolean;
  readonly results?: string;
  readonly jobs: number;
  readonly grace: number;
  readonly log: LogLevel;
  readonly quiet?: boolean;
}

const HELP = `
Ctrl-C and SIGTERM let requests and jobs under way finish; a second one ends at once. Jobs that take longer than the grace
are started again by the next process.

Examples:
  $ potoo serve
  $ potoo serve --port 9000 --no-ui
  $ potoo serve --allow-origin https://app.example
  $ potoo serve --host 0.0.0.0 --require-keys
  $ potoo serve --require-keys --database-url postgres://potoo@db/potoo --results s3://voices/results
  $ curl -s localhost:8787/v1/tts/ -H 'content-type: application/json' -d '{"text":"Hello"}' -o hello.mp3`;

/** `potoo serve`: answers over HTTP. */
export function addServeCommand(program: Command, context: CliContext): void {
  const command = program
    .command('serve')
    .summary('serve over HTTP')
    .description('Serves voices, ears and audio tools over HTTP, with a page to try them at /.')
    .option('--host <address>', 'address to bind', '127.0.0.1')
    .option('-p, --port <port>', 'port, 0 for any that is free', integerWithin(0, 65_535), 8787)
    .option('--ui', 'show a page at / (the default)', true)
    .option('--no-ui', 'show no page at /')
    .option('--strict', 'refuse models that are not installed, rather than use the nearest')
    .option('--auto-pull', 'fetch models that are not installed when they are asked for')
    .option('--speech-cache <megabytes>', 'memory for what was spoken, 0 to keep nothing', integerWithin(0, 65_536), 0)
    .option('--offline', 'never use the network for models (or set POTOO_OFFLINE=1)')
    .option('--upstreams <file>', 'other servers to forward to, see docs/models.md (or set POTOO_UPSTREAMS)')
    .option('--allow-host <name...>', "further names that clients may use, such as a reverse proxy's")
    .option('--allow-origin <origin...>', 'origins of web pages that may call the server')
    .option('--require-keys', 'ask for keys (see `potoo keys`), count requests and take credits')
    .option('--no-query-token', "take no key from an address, where OuteAI's clients put it (?token=)")
    .option('--insecure-no-auth', 'allow an address that other machines can reach, though no key is asked for')
    .option('--allow-private-webhooks', 'let webhooks go to this machine and to private networks')
    .option('--public-url <url>', 'address that clients know the server by (default: the one that they use)')
    .option(
      '--jobs <number>',
      'jobs at once; 0 leaves them to `potoo worker`',
      integerWithin(0, 256),
      availableParallelism(),
    )
    .option('--grace <seconds>', 'how long work may finish when it is stopped', numberWithin(0, 3_600), 25)
    .option('--results <place>', 'a folder or s3://bucket/prefix for what jobs make (or set POTOO_RESULTS)')
    .addOption(
      new Option('--log <level>', 'log requests as JSON to the standard error: error, warn, info or debug')
        .choices(['silent', 'error', 'warn', 'info', 'debug'])
        .default('silent'),
    )
    .option('-q, --quiet', 'print only the address and errors');
  addLanguageModelOptions(addDataOptions(command))
    .addHelpText('after', HELP)
    .action((options: ServeOptions) => serve(options, context));
}

async function serve(options: ServeOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  // The address of another server is not taken from the environment: it may be this one's own.
  const here = { ...context, env: { ...context.env, POTOO_BASE_URL: undefined } };
  const autoPull = options.autoPull ?? false;
  const offline = options.offline ?? isOffline(context.env);
  if (autoPull && offline) {
    throw usageError('--auto-pull needs the network, and --offline (or POTOO_OFFLINE) forbids it.');
  }
  const flags = {
    ...languageModelFlags(options),
    strict: options.strict ?? false,
    autoPull,
    offline,
    speechCacheBytes: options.speechCache * 1_000_000,
    upstreams: options.upstreams,
  };
  await withService(here, flags, reporter, async (service, call) => {
    const { createServer, createMetrics, createRequestLogger } = await import('../../server/index.ts');
    const house = await openServingHouse(service, options, context, reporter);
    const logger = createRequestLogger(options.log, context.stderr);
    const { platform, admission } = house;
    const queue = async () => (platform.isOpen ? (await platform.jobs()).state() : undefined);
    const metrics = createMetrics({ queue, ...(isLocalEngine(service) && { hosts: () => service.stats() }) });
    const server = createServer(service, {
      ui: options.ui,
      insecureNoAuth: options.insecureNoAuth ?? false,
      queryToken: options.queryToken,
      allowedHosts: options.allowHost ?? [],
      allowedOrigins: options.allowOrigin ?? [],
      admission,
      platform,
      metrics,
      onResponse: logger.onResponse,
      onError(error, request) {
        if (options.log === 'silent') reporter.tell(describeFailure(error, request, context));
        else logger.onError(error, request);
      },
    });
    const running = await listen(server, options).catch(async (error: unknown) => {
      await house.close();
      throw error;
    });
    try {
      await house.platform.start(context.signal);
      await reporter.print(`Potoo serves at ${running.url}\n`);
      for (const line of await describeService(service, options, context, call)) reporter.tell(`  ${line}`);
      if (isLocalEngine(service)) await service.warm(call);
      await stopped(context.signal);
    } catch (error) {
      // To be stopped is how a server ends, whatever it was doing.
      if (!context.signal.aborted) throw error;
    } finally {
      reporter.note('Stopping; press Ctrl-C again to end at once.');
      const graceMs = options.grace * 1000;
      await Promise.all([running.close({ graceMs }), house.platform.drain({ graceMs })]);
      await house.close();
    }
  });
}

async function stopped(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await once(signal, 'abort');
}

async function listen(server: PotooServer, { host, port }: ServeOptions): Promise<RunningServer> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    if (!PotooError.isInstance(error) || !isAddressInUse(error.cause)) throw error;
    const free = await freePortAbove(port, host);
    throw new UnreachableError(`Port ${port} is in use by another program.`, {
      reason: 'address_unavailable',
      hint: free === undefined ? 'Choose another with --port.' : `Port ${free} is free: potoo serve --port ${free}`,
      cause: error,
    });
  }
}

function isAddressInUse(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

function describeFailure(error: unknown, { method, path, requestId }: FailedRequest, { env }: CliContext): string {
  const shown = error instanceof Error ? (env['POTOO_DEBUG'] && error.stack) || error.message : String(error);
  return `potoo: ${method} ${path} (${requestId}) failed: ${shown}`;
}
