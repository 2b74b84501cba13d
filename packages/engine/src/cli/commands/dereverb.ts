import type { DereverbRequest } from '@potoo/core';
import { type Command, Option } from 'commander';
import { type AudioCommandOptions, runAudioCommand } from '../audio-command.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addOutputOptions, addServiceOptions, integerWithin } from '../option-values.ts';

interface DereverbOptions extends AudioCommandOptions {
  readonly type?: 'echo' | 'reverb' | 'both';
  readonly intensity?: number;
  readonly model?: string;
}

const HELP = `
Examples:
  $ potoo dereverb hall.wav dry.wav
  $ potoo dereverb call.mp3 call-dry.mp3 --type echo
  $ potoo dereverb church.flac closer.flac --intensity 5`;

/** `potoo dereverb`: takes the room out of a recording. */
export function addDereverbCommand(program: Command, context: CliContext): void {
  const command = program
    .command('dereverb')
    .summary('take echo and reverberation away')
    .description('Takes echo, reverberation or both out of a recording.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .argument('<OUT>', 'a file, or "-" for the standard output')
    .addOption(new Option('--type <type>', 'what to take away (default: both)').choices(['echo', 'reverb', 'both']))
    .option('--intensity <n>', 'how much, 1 to 5 (default: 3)', integerWithin(1, 5));
  addServiceOptions(addModelOptions(addOutputOptions(command)))
    .addHelpText('after', HELP)
    .action((input: string, output: string, options: DereverbOptions) =>
      runAudioCommand(input, output, options, context, (service, request, call) =>
        service.dereverb({ ...request, ...wishes(options) }, call),
      ),
    );
}

function wishes({ type, model, ...options }: DereverbOptions): Partial<DereverbRequest> {
  const intensity = ([1, 2, 3, 4, 5] as const).find((known) => known === options.intensity);
  return {
    ...(type !== undefined && { type }),
    ...(intensity !== undefined && { intensity }),
    ...(model !== undefined && { model }),
  };
}
