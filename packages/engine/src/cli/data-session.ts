import type { Command } from 'commander';
import { defaultDataDirectory } from '../db/data-directory.ts';
import type { Database } from '../db/database.ts';
import type { CliContext } from './cli-context.ts';

/** The options that {@link addDataOptions} adds. */
export interface DataOptions {
  readonly data?: string;
  readonly databaseUrl?: string;
}

/** Adds the options of commands that keep data. */
export function addDataOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'folder for what is kept (or set POTOO_DATA; default: where the system keeps data)')
    .option('--database-url <url>', 'PostgreSQL instead of the embedded database (or set DATABASE_URL)');
}

/** Where a command keeps its data. */
export interface DataPlace {
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
}

/** Settles where data is kept, by option, environment and default. */
export function dataPlace({ env }: Pick<CliContext, 'env'>, options: DataOptions): DataPlace {
  return {
    dataDirectory: options.data ?? defaultDataDirectory(env),
    databaseUrl: options.databaseUrl ?? (env['DATABASE_URL'] || undefined),
  };
}

/** Runs work with the database and closes it afterwards, whatever happens. */
export async function withDatabase<Result>(
  context: CliContext,
  options: DataOptions,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { openDatabase } = await import('../db/open-database.ts');
  const database = await openDatabase({ ...dataPlace(context, options), signal: context.signal });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
