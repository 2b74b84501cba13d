import type { Command } from 'commander';
import { type AudioCommandOptions, runAudioCommand } from '../audio-command.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addOutputOptions, addServiceOptions } from '../option-values.ts';

interface ConvertVoiceOptions extends AudioCommandOptions {
  readonly voice: string;
  readonly model?: string;
}

const HELP = `
Words, timing and expression stay, and so does the length. The voice is any of \`potoo voices\`, cloned ones included.

Examples:
  $ potoo convert-voice talk.wav as-slt.wav --voice slt
  $ potoo convert-voice talk.mp3 as-anna.mp3 --voice Anna`;

/** `potoo convert-voice`: says a recording again in another voice. */
export function addConvertVoiceCommand(program: Command, context: CliContext): void {
  const command = program
    .command('convert-voice')
    .summary('say a recording again in another voice')
    .description('Says a recording again in another voice; words, timing and expression stay.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .argument('<OUT>', 'a file, or "-" for the standard output')
    .requiredOption('-v, --voice <id>', 'voice that it becomes, see `potoo voices`');
  addServiceOptions(addModelOptions(addOutputOptions(command)))
    .addHelpText('after', HELP)
    .action((input: string, output: string, options: ConvertVoiceOptions) =>
      runAudioCommand(input, output, options, context, (service, request, call) => {
        const { voice: targetVoice, model } = options;
        return service.convertVoice({ ...request, targetVoice, ...(model !== undefined && { model }) }, call);
      }),
    );
}
