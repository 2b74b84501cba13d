import { Command, CommanderError } from 'commander';
import { didYouMean } from '../text/nearest-names.ts';
import { VERSION } from '../version.ts';
import type { CliContext } from './cli-context.ts';
import { EXIT, usageError } from './cli-errors.ts';
import { addAlignCommand } from './commands/align.ts';
import { addAnalyzeCommand } from './commands/analyze.ts';
import { addChatCommand } from './commands/chat.ts';
import { addCloneCommand } from './commands/clone.ts';
import { addConvertCommand } from './commands/convert.ts';
import { addConvertVoiceCommand } from './commands/convert-voice.ts';
import { addDereverbCommand } from './commands/dereverb.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addEnhanceCommand } from './commands/enhance.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addModelsCommand } from './commands/models.ts';
import { addPullCommand } from './commands/pull.ts';
import { addRmCommand } from './commands/rm.ts';
import { addSayCommand } from './commands/say.ts';
import { addSeparateCommand } from './commands/separate.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTranscribeCommand } from './commands/transcribe.ts';
import { addTransformCommand } from './commands/transform.ts';
import { addTranslateCommand } from './commands/translate.ts';
import { addVoicesCommand } from './commands/voices.ts';
import { addWorkerCommand } from './commands/worker.ts';

/** Adds one command to the program. A new command is a file under `commands/` and a line here. */
export type AddCommand = (program: Command, context: CliContext) => void;

/** In the order of the help. */
const COMMANDS: readonly AddCommand[] = [
  addSayCommand,
  addTranscribeCommand,
  addAlignCommand,
  addTranslateCommand,
  addChatCommand,
  addConvertCommand,
  addEnhanceCommand,
  addDereverbCommand,
  addSeparateCommand,
  addAnalyzeCommand,
  addCloneCommand,
  addConvertVoiceCommand,
  addTransformCommand,
  addVoicesCommand,
  addModelsCommand,
  addPullCommand,
  addRmCommand,
  addServeCommand,
  addWorkerCommand,
  addKeysCommand,
  addDoctorCommand,
];

const EXAMPLES = `
Examples:
  $ potoo say "Hello there" -o hello.mp3
  $ potoo transcribe meeting.m4a --srt -o meeting.srt
  $ potoo say - < book.txt | potoo transcribe -
  $ potoo serve

Environment:
  POTOO_BASE_URL  use the Potoo server there rather than this machine
  POTOO_API_KEY   key for that server
  POTOO_DATA      folder of cloned voices, keys, jobs and conversations
  POTOO_MODELS    folder of the models
  POTOO_OFFLINE=1 never use the network for models
  POTOO_UPSTREAMS file that names other servers to forward to
  POTOO_LLM_BASE_URL, POTOO_LLM_MODEL, POTOO_LLM_API_KEY
                  language model of chat and translate (default: Ollama on this machine)
  POTOO_DEBUG=1   show where an error came from
  NO_COLOR=1      no colours

Exit codes: 0 done, 1 failed, 2 used wrongly, 130 stopped with Ctrl-C.`;

/** Builds the command line. Nothing heavy is loaded before an action runs. */
export function createProgram(context: CliContext): Command {
  const program = new Command('potoo')
    .description('Speaks, listens, and cleans, splits and converts audio, on this machine.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      // Errors are thrown as well; they are told in one place, report-error.ts.
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const addCommand of COMMANDS) addCommand(program, context);
  addHelpCommand(program);
  throwErrors(program, program.name());
  return program;
}

/** `potoo help`. Commander's own answers a name that it does not know with all of its help, and not a word about the name. */
function addHelpCommand(program: Command): void {
  program
    .command('help')
    .summary('show help for a command')
    .description('Shows help for a command.')
    .argument('[command]', 'a command, such as say')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find((known) => known.name() === name);
      if (command) return command.outputHelp();
      const names = program.commands.map((known) => known.name());
      throw usageError(`unknown command '${name}'`, didYouMean(name ?? '', names, 'Try `potoo --help`.'));
    });
}

/** Lets commands throw rather than end the process, with the help of the one that was used wrongly. */
function throwErrors(command: Command, name: string): void {
  command.exitOverride((error) => {
    const isToldMore = error.exitCode === EXIT.ok || error.message.includes('\n');
    throw isToldMore
      ? error
      : new CommanderError(error.exitCode, error.code, `${error.message}\nTry \`${name} --help\`.`);
  });
  for (const part of command.commands) throwErrors(part, `${name} ${part.name()}`);
}
