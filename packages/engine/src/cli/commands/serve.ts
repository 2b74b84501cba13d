import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { type CallOptions, type ModelType, PotooError, UnreachableError, type VoiceService } from '@potoo/core';
import { type Command, Option } from 'commander';
import { OLLAMA_URL } from '../../language/language-options.ts';
import { isOffline } from '../../models/store/offline.ts';
import { definedFields } from '../../requests/defined-fields.ts';
import type {
  Admission,
  FailedRequest,
  LogLevel,
  MeasureAudio,
  Platform,
  PotooServer,
  RunningServer,
} from '../../server/index.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addDataOptions, type DataOptions, dataPlace } from '../data-session.ts';
import { freePortAbove } from '../free-port.ts';
import {
  addLanguageModelOptions,
  type LanguageModelFlags,
  languageModelFlags,
  languageModelOf,
} from '../language-model-options.ts';
import { isLocalEngine } from '../local-engine.ts';
import { integerWithin, numberWithin } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';

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
    const house = await openHouse(service, options, context, reporter);
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

/** What a server has beside its service: who is let in, and what is kept. */
interface House {
  readonly platform: Platform;
  readonly admission: Admission;
  close(): Promise<void>;
}

async function openHouse(
  service: VoiceService,
  options: ServeOptions,
  context: CliContext,
  reporter: Reporter,
): Promise<House> {
  const { createPlatform, jobHooks, openToAll, openToKeys } = await import('../../server/index.ts');
  const { env } = context;
  const { publicUrl, jobs: capacity, requireKeys } = options;
  const onError = (error: unknown) => reporter.tell(`potoo: ${error instanceof Error ? error.message : String(error)}`);
  const platform = createPlatform({
    ...dataPlace(context, options),
    results: options.results ?? (env['POTOO_RESULTS'] || undefined),
    service,
    capacity,
    hooks: jobHooks({ allowPrivateWebhooks: options.allowPrivateWebhooks }),
    env,
    onError,
  });
  const measure: MeasureAudio = async (audio, call) =>
    isLocalEngine(service) ? service.measure(audio, definedFields(call)) : 0;
  const conversationsOf = isLocalEngine(service) ? service.conversationsOf.bind(service) : undefined;
  const parts = { service, platform, measure, conversationsOf, publicUrl: publicUrl?.replace(/\/$/, ''), onError };
  try {
    const admission = requireKeys ? await openToKeys(parts) : openToAll(parts);
    return {
      platform,
      admission,
      async close() {
        await admission.close();
        await platform.close();
      },
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
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

/** Most models that are not installed to name at the start. */
const SHOWN_MODELS = 10;

/** What speaks, what listens, what is missing and what serves in its place: one line each. */
async function describeService(
  service: VoiceService,
  options: ServeOptions,
  { env }: CliContext,
  call: CallOptions,
): Promise<string[]> {
  const { ui, strict, autoPull } = options;
  const lines: string[] = [];
  if (ui) lines.push('a page to try it is at /');
  const models = await service.listModels({}, call);
  const named = (type: ModelType, installed: boolean) =>
    models.filter((model) => model.type === type && (model.state === 'installed') === installed).map(({ id }) => id);
  const voices = await service.listVoices({ state: 'installed' }, call);
  lines.push(`speaks with     ${named('tts', true).join(', ') || 'nothing'} (${voices.length} voices)`);
  lines.push(`listens with    ${named('stt', true).join(', ') || 'nothing'}`);
  const { features } = await service.capabilities(call);
  const { baseUrl = OLLAMA_URL } = languageModelOf(options, env);
  lines.push(
    `talks with      ${features.includes('converse') ? baseUrl : 'nothing: no language model, see --llm-base-url'}`,
  );
  const instead = autoPull
    ? 'is fetched when it is asked for (--auto-pull)'
    : strict
      ? 'is refused (--strict)'
      : 'is served by the nearest that is installed';
  for (const type of ['tts', 'stt'] as const) {
    const absent = named(type, false);
    const shown = absent.slice(0, SHOWN_MODELS).join(', ');
    const more = absent.length > SHOWN_MODELS ? ` and ${absent.length - SHOWN_MODELS} more` : '';
    if (absent.length > 0) lines.push(`not installed   ${shown}${more}: each ${instead}`);
  }
  if (isLocalEngine(service)) {
    for (const { backend, availability } of await service.backends()) {
      if (!availability.available)
        lines.push(`${backend.id.padEnd(15)} ${availability.problem} ${availability.install}`);
    }
  }
  return lines;
}

function describeFailure(error: unknown, { method, path, requestId }: FailedRequest, { env }: CliContext): string {
  const shown = error instanceof Error ? (env['POTOO_DEBUG'] && error.stack) || error.message : String(error);
  return `potoo: ${method} ${path} (${requestId}) failed: ${shown}`;
}
