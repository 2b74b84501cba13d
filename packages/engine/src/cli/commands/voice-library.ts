import { type CallOptions, NotFoundError, type Voice, type VoiceService } from '@potoo/core';
import type { Command } from 'commander';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { addCloneArguments } from './clone.ts';

/** Adds what is done with cloned voices to `potoo voices`: `add`, `rm`, `export`, `import`. */
export function addVoiceLibraryCommands(voices: Command, context: CliContext): void {
  addCloneArguments(voices.command('add').summary('the same as `potoo clone`'), context);
  const remove = voices
    .command('rm')
    .description('Removes cloned voices, and everything that is kept of them.')
    .argument('<VOICE...>', 'ids or names');
  addServiceOptions(remove).action((names: string[], options: SessionOptions) => removeVoices(names, options, context));
  const give = voices
    .command('export')
    .description('Writes a cloned voice into one file: recording, figures and consent.')
    .argument('<VOICE>', 'its id or name')
    .argument('<OUT>', 'a file, such as anna.potoo-voice, or "-" for the standard output');
  addServiceOptions(give).action((name: string, output: string, options: SessionOptions) =>
    exportVoice(name, output, options, context),
  );
  const take = voices
    .command('import')
    .description('Keeps the voice of such a file, under a new id.')
    .argument('<IN>', 'a file, or "-" for the standard input')
    .option('--name <text>', 'what the voice is called (default: the name in the file)');
  addServiceOptions(take).action((input: string, options: ImportOptions) => importVoice(input, options, context));
}

interface ImportOptions extends SessionOptions {
  readonly name?: string;
}

async function removeVoices(names: readonly string[], options: SessionOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  await withService(context, options, reporter, async (service, call) => {
    // All are found before any is removed.
    const voices = await findCloned(service, names, call);
    for (const { id, name } of voices) {
      await service.deleteVoice(id, call);
      reporter.note(`Removed ${name} (${id}).`);
    }
  });
}

async function exportVoice(name: string, output: string, options: SessionOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  await withOutputFiles(context, async (outputs) => {
    const sink = await outputs.open(output);
    await withService(context, options, reporter, async (service, call) => {
      const [voice] = await findCloned(service, [name], call);
      if (voice) await sink.write(await service.exportVoice(voice.id, call));
    });
  });
  if (output !== '-') reporter.note(`Wrote ${output}.`);
}

async function importVoice(input: string, options: ImportOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { audio: file } = await findAudioSource(input, context);
  const { name } = options;
  const voice = await withService(context, options, reporter, (service, call) =>
    service.importVoice({ file, ...(name !== undefined && { name }) }, call),
  );
  await reporter.print(`${voice.id}\n`);
  reporter.note(`Kept the voice ${voice.name}.`);
}

/** Cloned voices by id, or by name where one alone has it. */
async function findCloned(service: VoiceService, names: readonly string[], call: CallOptions): Promise<Voice[]> {
  const cloned = (await service.listVoices({}, call)).filter((voice) => voice.cloned === true);
  return names.map((name) => {
    const byId = cloned.find(({ id }) => id === name);
    const byName = cloned.filter((voice) => voice.name.toLowerCase() === name.toLowerCase());
    if (!byId && byName.length > 1) {
      throw usageError(`Several voices are called ${name}.`, `Use an id: ${byName.map(({ id }) => id).join(', ')}.`);
    }
    const found = byId ?? byName[0];
    if (found) return found;
    throw new NotFoundError(`There is no cloned voice ${name}.`, {
      reason: 'voice_not_found',
      hint: 'See `potoo voices --cloned`.',
    });
  });
}
