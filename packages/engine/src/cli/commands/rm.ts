import { NotFoundError } from '@potoo/core';
import type { Command } from 'commander';
import { describeBytes } from '../byte-size.ts';
import type { CliContext } from '../cli-context.ts';
import { addStoreOptions, openStore, type StoreOptions } from '../model-store-options.ts';
import { Reporter } from '../reporter.ts';

interface RemoveOptions extends StoreOptions {
  readonly quiet?: boolean;
}

const HELP = `
The name of a model removes all that is installed of it. What was pinned stays in models.lock.json.

Examples:
  $ potoo rm whisper-small
  $ potoo rm piper`;

/** `potoo rm`: removes models. */
export function addRmCommand(program: Command, context: CliContext): void {
  const command = program
    .command('rm')
    .summary('remove models')
    .description('Removes models from this machine.')
    .argument('<model...>', 'models, see `potoo models --installed`')
    .option('-q, --quiet', 'print nothing but errors');
  addStoreOptions(command)
    .addHelpText('after', HELP)
    .action((names: string[], options: RemoveOptions) => remove(names, options, context));
}

async function remove(names: readonly string[], options: RemoveOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const store = openStore(context, options);
  for (const name of names) await store.find(name);
  for (const name of names) {
    const { removed, bytes } = await store.remove(name, context.signal);
    if (removed.length === 0) {
      throw new NotFoundError(`Nothing of ${name} is installed.`, {
        reason: 'model_not_installed',
        hint: 'See "potoo models --installed".',
      });
    }
    reporter.tell(`Removed ${removed.join(', ')}: ${describeBytes(bytes)} are free again.`);
  }
}
