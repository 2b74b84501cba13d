import type { Command } from 'commander';
import { useProxy } from '../../models/store/proxy.ts';
import { describeBytes } from '../byte-size.ts';
import type { CliContext } from '../cli-context.ts';
import { addStoreOptions, openStore, type StoreOptions } from '../model-store-options.ts';
import { Reporter } from '../reporter.ts';

interface PullOptions extends StoreOptions {
  readonly quiet?: boolean;
  readonly update?: boolean;
}

const HELP = `
A name is that of a model, of one of its sizes or conversions, or of a voice that is a model of its own. Files are checked
against the publisher's checksums and pinned in models.lock.json. An interrupted pull goes on where it stopped.

Environment:
  HF_ENDPOINT     mirror of the Hugging Face hub
  HF_TOKEN        token for models with terms, and private ones
  HTTPS_PROXY     proxy (Node 24.14 and newer)

Examples:
  $ potoo pull kokoro
  $ potoo pull whisper-small gtcrn pyannote
  $ potoo pull piper/de_DE-thorsten-medium`;

/** `potoo pull`: installs models. */
export function addPullCommand(program: Command, context: CliContext): void {
  const command = program
    .command('pull')
    .summary('install models')
    .description('Installs models on this machine.')
    .argument('<model...>', 'models, see `potoo models`')
    .option('--update', 'take what the publisher has now, rather than what was pinned')
    .option('-q, --quiet', 'print nothing but errors');
  addStoreOptions(command)
    .addHelpText('after', HELP)
    .action((names: string[], options: PullOptions) => pull(names, options, context));
}

async function pull(names: readonly string[], options: PullOptions, context: CliContext): Promise<void> {
  const { signal } = context;
  useProxy(context.env);
  const reporter = new Reporter(context, options);
  const store = openStore(context, options);
  // A misspelt name is told before anything is fetched.
  for (const name of names) await store.find(name);
  for (const [index, name] of names.entries()) {
    try {
      const { installation, fetched } = await store.pull(name, {
        signal,
        update: options.update,
        onWait: () => reporter.note(`Another process is pulling ${name}: waiting for it.`),
        onProgress: ({ fraction, stage }) =>
          reporter.progress({ fraction: (index + fraction) / names.length, ...(stage !== undefined && { stage }) }),
      });
      const bytes = installation.files.reduce((sum, file) => sum + file.bytes, 0);
      const { id } = installation.variant;
      reporter.tell(fetched ? `Installed ${id}, ${describeBytes(bytes)}.` : `${id} is installed already.`);
    } finally {
      reporter.endProgress();
    }
  }
}
