import { basename, extname, join } from 'node:path';
import type { SeparateRequest } from '@potoo/core';
import { type Command, Option } from 'commander';
import { type AudioCommandOptions, outputOptions } from '../audio-command.ts';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addOutputOptions, addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';

interface SeparateOptions extends AudioCommandOptions {
  readonly output?: string;
  readonly stems?: string;
  readonly model?: string;
}

const HELP = `
2 stems are vocals and accompaniment; 4 are vocals, drums, bass and other; 5 add piano, 6 piano and guitar. Together they
sum to the recording. Each is a file of its own in the folder, named after the stem.

Examples:
  $ potoo separate song.mp3
  $ potoo separate song.flac --stems 4 --format flac -o stems`;

/** `potoo separate`: splits a recording into stems. */
export function addSeparateCommand(program: Command, context: CliContext): void {
  const command = program
    .command('separate')
    .summary('split music into vocals and instruments')
    .description('Splits music into stems: vocals and accompaniment, or more.')
    .argument('<FILE>', 'a file, an http(s) address, or "-" for the standard input')
    .option('-o, --output <folder>', "folder for the stems (default: the file's name)")
    .addOption(new Option('--stems <n>', 'how many (default: 2)').choices(['2', '4', '5', '6']));
  addServiceOptions(addModelOptions(addOutputOptions(command, 'wav')))
    .addHelpText('after', HELP)
    .action((file: string, options: SeparateOptions) => separate(file, options, context));
}

async function separate(file: string, options: SeparateOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const source = await findAudioSource(file, context);
  const folder = options.output ?? (basename(file, extname(file)) || 'stems');
  const format = options.format ?? 'wav';
  const request: SeparateRequest = { ...source, ...outputOptions(options), ...wishes(options), format };
  const result = await withOutputFiles(context, async (outputs) => {
    await outputs.makeFolder(folder);
    return withService(context, options, reporter, async (service, call) => {
      const separated = await service.separate(request, call);
      for (const { name, audio } of separated.stems) {
        const sink = await outputs.open(join(folder, `${name}.${format}`));
        for await (const piece of audio.stream()) await sink.write(piece);
      }
      return separated;
    });
  });
  reporter.warnAll(result.warnings);
  for (const { name } of result.stems) await reporter.print(`${join(folder, `${name}.${format}`)}\n`);
}

function wishes({ model, ...options }: SeparateOptions): Partial<SeparateRequest> {
  const stems = ([2, 4, 5, 6] as const).find((known) => String(known) === options.stems);
  return { ...(stems !== undefined && { stems }), ...(model !== undefined && { model }) };
}
