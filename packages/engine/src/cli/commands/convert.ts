import { type Command, Option } from 'commander';
import { type AudioCommandOptions, runAudioCommand } from '../audio-command.ts';
import type { CliContext } from '../cli-context.ts';
import { addOutputOptions, addServiceOptions, numberWithin } from '../option-values.ts';

interface ConvertOptions extends AudioCommandOptions {
  readonly channels?: string;
  readonly speed?: number;
}

const CHANNELS: Readonly<Record<string, 'mono' | 'stereo'>> = {
  '1': 'mono',
  mono: 'mono',
  '2': 'stereo',
  stereo: 'stereo',
};

const HELP = `
The input may be any audio file, or a video file of which the sound is taken; its name does not matter. The output's
format comes from its name unless --format says it; "-" without --format is mp3.

Examples:
  $ potoo convert talk.wav talk.mp3 --bitrate 64
  $ potoo convert film.mp4 film.flac --channels mono --sample-rate 16000
  $ potoo convert podcast.mp3 podcast.m4a --loudness -16 --speed 1.5
  $ potoo convert - - --format wav < talk.ogg > talk.wav`;

/** `potoo convert`: changes the format of audio. */
export function addConvertCommand(program: Command, context: CliContext): void {
  const command = program
    .command('convert')
    .summary('change the format, rate, loudness or speed of audio')
    .description('Changes the format, sample rate, channels, bitrate, loudness or speed of audio.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .argument('<OUT>', 'a file, or "-" for the standard output');
  addOutputOptions(command)
    .addOption(new Option('--channels <layout>', 'mono or stereo (default: as it is)').choices(Object.keys(CHANNELS)))
    .option('--speed <factor>', 'playing speed, 0.5 to 2, pitch kept (default: 1)', numberWithin(0.5, 2));
  addServiceOptions(command)
    .addHelpText('after', HELP)
    .action((input: string, output: string, options: ConvertOptions) => convert(input, output, options, context));
}

function convert(input: string, output: string, options: ConvertOptions, context: CliContext): Promise<void> {
  const { channels, speed } = options;
  const layout = channels === undefined ? undefined : CHANNELS[channels];
  const changes = {
    ...(layout !== undefined && { channels: layout }),
    ...(speed !== undefined && { speed }),
  };
  return runAudioCommand(input, output, options, context, (service, request, call) =>
    service.convertAudio({ ...request, ...changes }, call),
  );
}
