import type { VoiceFilter, VoiceGender } from '@potoo/core';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addServiceOptions } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { formatTable } from '../table.ts';
import { addVoiceLibraryCommands } from './voice-library.ts';

interface VoicesOptions extends SessionOptions {
  readonly json?: boolean;
  readonly installed?: boolean;
  readonly cloned?: boolean;
  readonly model?: string;
  readonly language?: string;
  readonly gender?: VoiceGender;
  readonly search?: string;
}

const HELP = `
On a terminal it is a table; in a pipe, lines of tab-separated id, model, languages, gender, state and name.

Examples:
  $ potoo voices --language de
  $ potoo voices --gender female --installed
  $ potoo voices --cloned
  $ potoo voices | cut -f1
  $ potoo voices --json | jq -r '.[].id'`;

/** `potoo voices`: lists voices. */
export function addVoicesCommand(program: Command, context: CliContext): void {
  const command = program
    .command('voices')
    .summary('list voices; keep cloned ones')
    .description('Lists voices, installed ones first.')
    // What follows the name of a subcommand is its own.
    .enablePositionalOptions()
    .option('--json', 'as JSON')
    .option('--installed', 'only those that can speak now')
    .option('--cloned', 'only cloned ones')
    .option('-m, --model <id>', 'only of this model')
    .option('-l, --language <tag>', 'only of this language: en also lists en-GB')
    .addOption(new Option('--gender <gender>', 'only of this gender').choices(['female', 'male', 'neutral']))
    .option('--search <text>', 'only with this text in id, name or language');
  addServiceOptions(command)
    .addHelpText('after', HELP)
    .action((options: VoicesOptions) => listVoices(options, context));
  addVoiceLibraryCommands(command, context);
}

async function listVoices(options: VoicesOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { model, language, gender, search } = options;
  const filter: VoiceFilter = {
    ...(options.installed && { state: 'installed' }),
    ...(model !== undefined && { model }),
    ...(language !== undefined && { language }),
    ...(gender !== undefined && { gender }),
    ...(search !== undefined && { search }),
  };
  const listed = await withService(context, options, reporter, (service, call) => service.listVoices(filter, call));
  const voices = options.cloned ? listed.filter(({ cloned }) => cloned === true) : listed;
  if (options.json) return reporter.print(`${JSON.stringify(voices, null, 2)}\n`);
  const rows = voices.map(({ id, model, languages, gender, state, name }) => [
    id,
    model,
    languages.join(','),
    gender,
    state,
    name,
  ]);
  const headings = ['VOICE', 'MODEL', 'LANGUAGE', 'GENDER', 'STATE', 'NAME'];
  await reporter.print(rows.length === 0 ? '' : formatTable(headings, rows, { forPerson: context.isTTY.stdout }));
  const installed = voices.filter(({ state }) => state === 'installed').length;
  reporter.note(voices.length === 0 ? 'No voice matches.' : `${voices.length} voices, ${installed} installed.`);
}
