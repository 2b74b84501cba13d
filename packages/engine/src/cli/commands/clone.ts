import type { CloneVoiceRequest } from '@potoo/core';
import type { Command } from 'commander';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addServiceOptions } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';

interface CloneOptions extends SessionOptions {
  readonly name: string;
  readonly speaker: string;
  readonly statement: string;
  readonly date?: string;
  readonly language?: string;
  readonly model?: string;
  readonly json?: boolean;
}

const HELP = `
REFERENCE is a recording of one person speaking, 10 to 30 s at best and 3 s at least, without music or noise. The voice
is kept with the recording, with who agreed and to what. Clone only with the consent of the person whose voice it is.

Prints the id of the voice; \`potoo say -v\` takes the id or the name.

Examples:
  $ potoo clone anna.wav --name Anna --speaker "Anna Berg" --statement "I agree that Potoo clones my voice."
  $ potoo say "Hello there" -v Anna
  $ potoo say "Only once" --reference anna.wav -o once.mp3
  $ potoo voices export Anna anna.potoo-voice`;

/** `potoo clone`: makes and keeps a voice from a recording. */
export function addCloneCommand(program: Command, context: CliContext): void {
  const command = program.command('clone').summary('make a voice from a recording');
  addCloneArguments(command, context).addHelpText('after', HELP);
}

/** Lets a command clone: `potoo clone` and `potoo voices add` are the same. */
export function addCloneArguments(command: Command, context: CliContext): Command {
  command
    .description('Makes a voice from a recording, and keeps it with the consent of the speaker.')
    .argument('<REFERENCE>', 'a file, an http(s) address, or "-" for the standard input')
    .requiredOption('--name <text>', 'what the voice is called')
    .requiredOption('--speaker <name>', 'whose voice it is')
    .requiredOption('--statement <text>', 'what this person agreed to, in their words')
    .option('--date <date>', 'when they agreed, such as 2026-01-31 (default: now)')
    .option('-l, --language <tag>', 'language of the reference (default: en)')
    .option('-m, --model <id>', 'model, see `potoo models` (default: the one installed)')
    .option('--strict', 'fail when the model is not installed, rather than use another')
    .option('--json', 'print the voice as JSON');
  return addServiceOptions(command).action((reference: string, options: CloneOptions) =>
    clone(reference, options, context),
  );
}

async function clone(reference: string, options: CloneOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { name, speaker, statement, language, model } = options;
  const date = options.date === undefined ? undefined : dateOf(options.date);
  const { audio } = await findAudioSource(reference, context);
  const request: CloneVoiceRequest = {
    reference: audio,
    name,
    consent: { speaker, statement, ...(date && { date }) },
    ...(language !== undefined && { language }),
    ...(model !== undefined && { model }),
  };
  const { warnings, ...voice } = await withService(context, options, reporter, (service, call) =>
    service.cloneVoice(request, call),
  );
  reporter.warnAll(warnings);
  await reporter.print(options.json ? `${JSON.stringify(voice, null, 2)}\n` : `${voice.id}\n`);
  reporter.note(
    `Kept the voice ${voice.name}: potoo say "Hello" -v ${/^\w+$/.test(voice.name) ? voice.name : voice.id}`,
  );
}

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw usageError(`${text} is no date.`, 'Write it like 2026-01-31.');
  return date;
}
