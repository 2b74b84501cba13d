import type { ModelFilter, ModelType } from '@potoo/core';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addServiceOptions } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { formatTable } from '../table.ts';

interface ModelsOptions extends SessionOptions {
  readonly json?: boolean;
  readonly installed?: boolean;
  readonly type?: ModelType;
  readonly language?: string;
  readonly search?: string;
}

/** Of the contract; the compiler checks that none is missing. */
const TYPES: Readonly<Record<ModelType, true>> = {
  tts: true,
  stt: true,
  'voice-conversion': true,
  'speech-to-speech': true,
  translation: true,
  enhancement: true,
  separation: true,
  dereverb: true,
  alignment: true,
  analysis: true,
  'voice-activity': true,
  diarization: true,
  'speaker-embedding': true,
  'language-identification': true,
  punctuation: true,
  chat: true,
};

/** Most languages that a table names. */
const SHOWN_LANGUAGES = 4;

const HELP = `
On a terminal it is a table; in a pipe, lines of tab-separated id, type, languages, state and name.

Examples:
  $ potoo models --installed
  $ potoo models --type stt
  $ potoo models --json | jq -r '.[] | select(.supportsCloning) | .id'`;

/** `potoo models`: lists models. */
export function addModelsCommand(program: Command, context: CliContext): void {
  const command = program
    .command('models')
    .summary('list models')
    .description('Lists models, installed ones first.')
    .option('--json', 'as JSON')
    .option('--installed', 'only those that serve now')
    .addOption(new Option('--type <type>', 'only of this type').choices(Object.keys(TYPES)))
    .option('-l, --language <tag>', 'only of this language')
    .option('--search <text>', 'only with this text in id or name');
  addServiceOptions(command)
    .addHelpText('after', HELP)
    .action((options: ModelsOptions) => listModels(options, context));
}

async function listModels(options: ModelsOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { type, language } = options;
  const filter: ModelFilter = {
    ...(options.installed && { state: 'installed' }),
    ...(type !== undefined && { type }),
    ...(language !== undefined && { language }),
  };
  const listed = await withService(context, options, reporter, (service, call) => service.listModels(filter, call));
  const sought = options.search?.toLowerCase() ?? '';
  const models = listed.filter(({ id, name }) => `${id}\n${name}`.toLowerCase().includes(sought));
  if (options.json) return reporter.print(`${JSON.stringify(models, null, 2)}\n`);
  const forPerson = context.isTTY.stdout;
  const rows = models.map(({ id, type, languages, state, name }) => [
    id,
    type,
    forPerson ? shortened(languages) : languages.join(','),
    state,
    name,
  ]);
  const headings = ['MODEL', 'TYPE', 'LANGUAGE', 'STATE', 'NAME'];
  await reporter.print(rows.length === 0 ? '' : formatTable(headings, rows, { forPerson }));
  const installed = models.filter(({ state }) => state === 'installed').length;
  reporter.note(models.length === 0 ? 'No model matches.' : `${models.length} models, ${installed} installed.`);
}

function shortened(languages: readonly string[]): string {
  const shown = languages.slice(0, SHOWN_LANGUAGES).join(',');
  return languages.length > SHOWN_LANGUAGES ? `${shown} and ${languages.length - SHOWN_LANGUAGES} more` : shown;
}
