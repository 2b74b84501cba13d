import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { type Command, CommanderError } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { EXIT } from '../cli-errors.ts';
import { integerWithin, numberWithin } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';

interface WorkerOptions {
  readonly databaseUrl?: string;
  readonly results?: string;
  readonly jobs: number;
  readonly grace: number;
  readonly allowPrivateWebhooks?: boolean;
  readonly strict?: boolean;
  readonly upstreams?: string;
  readonly quiet?: boolean;
}

const HELP = `
Ctrl-C and SIGTERM let jobs under way finish, and hand back to the others what takes longer than the grace; a second one
ends at once. A worker that is killed loses nothing: its jobs are taken up by others within half a minute.

Examples:
  $ potoo worker --database-url postgres://potoo@db/potoo --results /mnt/results
  $ DATABASE_URL=postgres://potoo@db/potoo potoo worker --results 's3://voices/jobs?endpoint=https://minio.example'`;

/** `potoo worker`: works on the jobs that servers on the same database take. */
export function addWorkerCommand(program: Command, context: CliContext): void {
  program
    .command('worker')
    .summary('work on jobs of other machines')
    .description('Works on the jobs that Potoo servers on the same PostgreSQL take. Any number of them share the work.')
    .option('--database-url <url>', 'the PostgreSQL of the servers (or set DATABASE_URL)')
    .option('--results <place>', 'a folder that all machines share, or s3://bucket/prefix (or set POTOO_RESULTS)')
    .option('--jobs <number>', 'jobs at once', integerWithin(1, 256), availableParallelism())
    .option('--grace <seconds>', 'how long jobs may finish when it is stopped', numberWithin(0, 3_600), 25)
    .option('--allow-private-webhooks', 'let webhooks go to this machine and to private networks')
    .option('--strict', 'refuse models that are not installed, rather than use the nearest')
    .option('--upstreams <file>', 'other servers to forward to (or set POTOO_UPSTREAMS)')
    .option('-q, --quiet', 'say nothing while it works')
    .addHelpText('after', HELP)
    .action((options: WorkerOptions) => work(options, context));
}

async function work(options: WorkerOptions, context: CliContext): Promise<void> {
  const { env, signal } = context;
  const databaseUrl = options.databaseUrl ?? (env['DATABASE_URL'] || undefined);
  const results = options.results ?? (env['POTOO_RESULTS'] || undefined);
  if (databaseUrl === undefined) throw missing('database-url', 'DATABASE_URL', 'postgres://potoo@db/potoo');
  if (results === undefined) throw missing('results', 'POTOO_RESULTS', '/mnt/results');
  const reporter = new Reporter(context, options);
  const here = { ...context, env: { ...env, POTOO_BASE_URL: undefined } };
  await withService(
    here,
    { strict: options.strict ?? false, upstreams: options.upstreams },
    reporter,
    async (service) => {
      const [{ createPlatform }, { jobHooks }, { defaultDataDirectory }] = await Promise.all([
        import('../../server/platform/platform.ts'),
        import('../../server/platform/job-hooks.ts'),
        import('../../db/data-directory.ts'),
      ]);
      const platform = createPlatform({
        dataDirectory: defaultDataDirectory(env),
        databaseUrl,
        results,
        service,
        capacity: options.jobs,
        hooks: jobHooks({ allowPrivateWebhooks: options.allowPrivateWebhooks }),
        env,
        onError: (error) => reporter.tell(`potoo: ${describeFailure(error, context)}`),
      });
      try {
        await platform.start(signal);
        await reporter.print(`Potoo works on up to ${options.jobs} jobs at once\n`);
        signal.throwIfAborted();
        await once(signal, 'abort');
      } catch (error) {
        // To be stopped is how a worker ends, whatever it was doing.
        if (!signal.aborted) throw error;
      } finally {
        reporter.note('Stopping; press Ctrl-C again to end at once.');
        await platform.close({ graceMs: options.grace * 1000 });
      }
    },
  );
}

function missing(option: string, variable: string, example: string): CommanderError {
  const message = `error: a worker needs the --${option} that it shares with the servers.`;
  const hint = `Name it, such as --${option} ${example}, or set ${variable}.`;
  return new CommanderError(EXIT.usage, 'potoo.missingOption', `${message}\n${hint}`);
}

function describeFailure(error: unknown, { env }: CliContext): string {
  return error instanceof Error ? (env['POTOO_DEBUG'] && error.stack) || error.message : String(error);
}
