import type { EnhanceRequest } from '@potoo/core';
import type { Command } from 'commander';
import { type AudioCommandOptions, runAudioCommand } from '../audio-command.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addOutputOptions, addServiceOptions, integerWithin } from '../option-values.ts';

interface EnhanceOptions extends AudioCommandOptions {
  readonly denoise: boolean;
  readonly clarity: boolean;
  readonly superResolution?: boolean;
  readonly strength?: number;
  readonly model?: string;
}

const HELP = `
Noise, hum, clicks and rumble go; speech becomes clearer and evenly loud. --super-resolution also makes the treble that a
narrow recording (a telephone, a low rate) has lost. Length and channels stay as they are.

Examples:
  $ potoo enhance interview.mp3 clean.mp3
  $ potoo enhance call.wav call-wide.wav --super-resolution
  $ potoo enhance music.flac quieter-hiss.flac --no-clarity --strength 1`;

/** `potoo enhance`: cleans a recording up. */
export function addEnhanceCommand(program: Command, context: CliContext): void {
  const command = program
    .command('enhance')
    .summary('take noise away and make speech clearer')
    .description('Takes noise away, makes speech clearer, and extends the bandwidth if asked to.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .argument('<OUT>', 'a file, or "-" for the standard output')
    .option('--no-denoise', 'leave the noise')
    .option('--no-clarity', 'leave tone and loudness')
    .option('--super-resolution', 'make treble that the recording lacks')
    .option('--strength <n>', '1 light, 2 medium, 3 strong (default: 2)', integerWithin(1, 3));
  addServiceOptions(addModelOptions(addOutputOptions(command)))
    .addHelpText('after', HELP)
    .action((input: string, output: string, options: EnhanceOptions) =>
      runAudioCommand(input, output, options, context, (service, request, call) =>
        service.enhance({ ...request, ...wishes(options) }, call),
      ),
    );
}

function wishes(options: EnhanceOptions): Partial<EnhanceRequest> {
  const { denoise, clarity, superResolution, model } = options;
  const strength = ([1, 2, 3] as const).find((known) => known === options.strength);
  return {
    denoise,
    clarity,
    ...(superResolution !== undefined && { superResolution }),
    ...(strength !== undefined && { strength }),
    ...(model !== undefined && { model }),
  };
}
