import type { Emotion } from '@potoo/core';
import { type Command, Option } from 'commander';
import { type AudioCommandOptions, runAudioCommand } from '../audio-command.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addOutputOptions, addServiceOptions, numberWithin } from '../option-values.ts';

interface TransformOptions extends AudioCommandOptions {
  readonly voice?: string;
  readonly emotion?: Emotion;
  readonly speed?: number;
  readonly model?: string;
}

const HELP = `
An emotion changes pitch, range, the ends of phrases, tempo, loudness and brightness:

  happy     higher, livelier, rising, a little faster, louder, brighter
  sad       lower, flatter, falling, slower, softer, duller
  angry     a little higher, livelier, falling, faster, louder, much brighter
  excited   much higher, much livelier, rising, faster, louder, brighter
  neutral   leaves all of them

Examples:
  $ potoo transform talk.wav happy.wav --emotion happy
  $ potoo transform talk.mp3 slow-anna.mp3 --speed 0.8 --voice Anna`;

/** `potoo transform`: changes how a recording is spoken. */
export function addTransformCommand(program: Command, context: CliContext): void {
  const command = program
    .command('transform')
    .summary('change how a recording is spoken')
    .description('Changes how a recording is spoken: its emotion, its speed, its voice; its words stay.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .argument('<OUT>', 'a file, or "-" for the standard output')
    .addOption(
      new Option('-e, --emotion <name>', 'how it is to sound (default: neutral)').choices([
        'neutral',
        'happy',
        'sad',
        'angry',
        'excited',
      ]),
    )
    .option('-s, --speed <factor>', 'speaking rate, 0.5 to 2 (default: 1)', numberWithin(0.5, 2))
    .option('-v, --voice <id>', "voice that it becomes, see `potoo voices` (default: the recording's own)");
  addServiceOptions(addModelOptions(addOutputOptions(command)))
    .addHelpText('after', HELP)
    .action((input: string, output: string, options: TransformOptions) =>
      runAudioCommand(input, output, options, context, (service, request, call) => {
        const { voice, emotion, speed, model } = options;
        return service.transformSpeech(
          {
            ...request,
            ...(voice !== undefined && { voice }),
            ...(emotion !== undefined && { emotion }),
            ...(speed !== undefined && { speed }),
            ...(model !== undefined && { model }),
          },
          call,
        );
      }),
    );
}
