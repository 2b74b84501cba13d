import { type Command, Option } from 'commander';
import type { IssuedKey } from '../../accounts/accounts.ts';
import { PLAN_NAMES, type PlanName } from '../../accounts/plans.ts';
import type { Database } from '../../db/database.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addDataOptions, type DataOptions, withDatabase } from '../data-session.ts';
import { integerWithin } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { formatTable } from '../table.ts';

interface CreateOptions extends DataOptions {
  readonly name?: string;
  readonly plan: PlanName;
  readonly credits?: number;
  readonly publishable?: boolean;
  readonly admin?: boolean;
  readonly origin?: readonly string[];
  readonly account?: string;
}

const MOST_CREDITS = 1_000_000_000;

const HELP = `
Keys are kept as hashes: one is shown when it is made, and never again. A secret key (sk-tts-…) is for servers. A
publishable one (pk-tts-…) may be in a web page: it speaks and lists voices, from the origins that it names. One with --admin
also pulls models and makes keys over HTTP, and on the page of the server.

The embedded database belongs to one process: while \`potoo serve\` runs, make and end keys on its page at /usage or over
/v1/keys, stop it first, or keep the data on PostgreSQL (DATABASE_URL).

Examples:
  $ potoo keys create --name "My app" --plan pro --credits 500
  $ potoo keys create --name "My page" --publishable --origin https://app.example
  $ potoo keys rotate key_… --overlap 24
  $ potoo keys credit acct_… 1000
  $ potoo serve --require-keys`;

/** `potoo keys`: makes, lists and ends the keys of a server. */
export function addKeysCommand(program: Command, context: CliContext): void {
  const keys = program
    .command('keys')
    .summary('make, list and revoke the keys of your server')
    .description('Makes, lists and ends the keys of your server.')
    .addHelpText('after', HELP);

  addDataOptions(keys.command('create').description('Makes a key, and an account for it.'))
    .option('--name <text>', 'what it is for', 'unnamed')
    .addOption(new Option('--plan <plan>', 'what its account may do').choices(PLAN_NAMES).default('pro'))
    .option('--credits <n>', 'credits that its account begins with (default: 0)', integerWithin(0, MOST_CREDITS))
    .option('--publishable', 'a key for web pages')
    .option('--admin', 'a key that may also keep models and the keys of others, over HTTP')
    .option('--origin <url...>', 'pages that may use a publishable key')
    .option('--account <id>', 'an account that is there already')
    .action((options: CreateOptions) => run(context, options, (store) => create(store, options)));

  addDataOptions(keys.command('list').description('Lists the keys that work, the newest first.'))
    .option('--json', 'as JSON')
    .action((options: DataOptions & { readonly json?: boolean }) =>
      run(context, options, (store) => list(store, options, context)),
    );

  addDataOptions(
    keys.command('revoke').description('Ends a key at once.').argument('<ID>', 'the id of the key'),
  ).action((id: string, options: DataOptions) =>
    run(context, options, async ({ accounts, database }) => {
      await accounts.revokeKey(database, id);
      return `${id} works no longer.\n`;
    }),
  );

  addDataOptions(
    keys.command('rotate').description("Makes a key that takes another's place.").argument('<ID>', 'the id of the key'),
  )
    .option('--overlap <hours>', 'how long the old key goes on working (default: 24)', integerWithin(0, 8760, ' h'))
    .action((id: string, options: DataOptions & { readonly overlap?: number }) =>
      run(context, options, async ({ accounts, database }) =>
        issuedText(await accounts.rotateKey(database, id, (options.overlap ?? 24) * 3600)),
      ),
    );

  addDataOptions(
    keys
      .command('credit')
      .description('Adds credits to an account; a negative number takes some away.')
      .argument('<ACCOUNT>', 'the id of the account')
      .argument('<CREDITS>', 'how many', integerWithin(-MOST_CREDITS, MOST_CREDITS)),
  ).action((account: string, credits: number, options: DataOptions) =>
    run(
      context,
      options,
      async ({ accounts, database }) => `${await accounts.grantCredits(database, account, credits)} credits\n`,
    ),
  );
}

/** The accounts, and the database that they are in. */
interface AccountStore {
  readonly accounts: typeof import('../../accounts/accounts.ts');
  readonly database: Database;
}

/** Prints what some work with the accounts says. They are loaded only now, so that `--help` need not wait for them. */
async function run(
  context: CliContext,
  options: DataOptions,
  work: (store: AccountStore) => Promise<string>,
): Promise<void> {
  const accounts = await import('../../accounts/accounts.ts');
  const text = await withDatabase(context, options, (database) => work({ accounts, database }));
  const reporter = new Reporter(context);
  if (text === '') reporter.note('There are no keys. Make one: potoo keys create');
  await reporter.print(text);
}

async function create({ accounts, database }: AccountStore, options: CreateOptions): Promise<string> {
  const { name = 'unnamed', plan, credits, publishable, admin = false, origin, account } = options;
  if (admin && publishable) throw usageError('An administrator needs a secret key.', 'Leave out --publishable.');
  if (origin !== undefined && !publishable) throw usageError('--origin is for publishable keys.', 'Add --publishable.');
  const issued = await accounts.createKey(database, {
    name,
    plan,
    kind: publishable ? 'publishable' : 'secret',
    administrates: admin,
    ...(credits !== undefined && { credits }),
    ...(origin !== undefined && { origins: origin.map(originOf) }),
    ...(account !== undefined && { accountId: account }),
  });
  return issuedText(issued);
}

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null' || !/^https?:/.test(origin)) {
    throw usageError(`${text} is no origin of a web page.`, 'Name it like https://app.example.');
  }
  return origin;
}

function issuedText({ id, accountId, key }: IssuedKey): string {
  return `${key}\n\nThis is the only time that the key is shown.\nkey      ${id}\naccount  ${accountId}\n`;
}

async function list(
  { accounts, database }: AccountStore,
  { json }: { readonly json?: boolean },
  context: CliContext,
): Promise<string> {
  const keys = await accounts.listKeys(database);
  if (json) return `${JSON.stringify(keys, null, 2)}\n`;
  const rows = keys.map(({ id, mask, name, plan, administrates, balance, accountId, lastUsedAt, expiresAt }) => [
    id,
    mask,
    name,
    administrates ? `${plan}, admin` : plan,
    String(balance),
    accountId,
    lastUsedAt?.toISOString() ?? 'never',
    expiresAt?.toISOString() ?? 'never',
  ]);
  const headings = ['ID', 'KEY', 'NAME', 'PLAN', 'CREDITS', 'ACCOUNT', 'LAST USED', 'EXPIRES'];
  return rows.length === 0 ? '' : formatTable(headings, rows, { forPerson: context.isTTY.stdout });
}
