import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CallOptions, ConverseRequest, TurnDetails, VoiceService } from '@potoo/core';
import type { Command } from 'commander';
import { type AudioCommandOptions, outputOptions } from '../audio-command.ts';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addLanguageModelOptions } from '../language-model-options.ts';
import { addOutputOptions, addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { outputFormat } from '../output-format.ts';
import { playerSink, requirePlayer } from '../play-audio.ts';
import { type FoundPlayer, findPlayer } from '../players.ts';
import { findRecorder } from '../recorders.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';

interface ChatOptions extends AudioCommandOptions {
  readonly listen?: readonly string[];
  readonly system?: string;
  readonly conversation?: string;
  readonly voice?: string;
  readonly language?: string;
  readonly output?: string;
  readonly play?: boolean;
  readonly json?: boolean;
}

/** What is said in a turn. */
type Said = Pick<ConverseRequest, 'text' | 'audio' | 'fileName'>;

const HELP = `
Each argument, each file after --listen and each line of the standard input is a turn. On a terminal, with none of them,
it asks for turns until Ctrl-D; where a recorder is found (arecord, parecord, rec), an empty line records until the next.
Replies are printed as they are written, and played where a player is found.

Examples:
  $ potoo chat
  $ potoo chat "What is the capital of France?" -o reply.mp3
  $ potoo chat --listen question.wav --system "You are a patient teacher." --play
  $ potoo chat --llm-base-url http://127.0.0.1:8080/v1 --llm-model qwen3 "Hello"
  $ printf 'My name is Ann.\\nWhat is my name?\\n' | potoo chat --json | jq -r .replyText`;

/** `potoo chat`: talks with a language model. */
export function addChatCommand(program: Command, context: CliContext): void {
  const command = program
    .command('chat')
    .summary('talk with a language model')
    .description('Talks with a language model: text or recordings in, text and speech out.')
    .argument('[TEXT...]', 'what to say, each argument a turn')
    .option('--listen <file...>', 'recordings to answer, each a turn')
    .option('--system <prompt>', 'who the other side is and how it speaks')
    .option('--conversation <id>', 'go on with a conversation of the server')
    .option('-v, --voice <id>', 'voice of the replies, see `potoo voices` (default: chosen by language)')
    .option('-l, --language <tag>', 'language of both sides (default: detected)')
    .option('-o, --output <file>', 'where the audio of the reply goes; of one turn only')
    .option('--play', 'play the replies (the default on a terminal with a player)')
    .option('--json', 'print each turn as a line of JSON');
  addServiceOptions(addLanguageModelOptions(addOutputOptions(command)))
    .addHelpText('after', HELP)
    .action((texts: string[], options: ChatOptions) => chat(texts, options, context));
}

async function chat(texts: readonly string[], options: ChatOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { listen = [], output } = options;
  const count = texts.length + listen.length;
  if (output !== undefined && count !== 1)
    throw usageError('-o takes the reply of one turn.', 'Give one TEXT or file.');
  if (output === '-') throw usageError('The standard output is for the text of the reply.', 'Name a file with -o.');
  const player = await choosePlayer(options, context);
  await withService(context, options, reporter, async (service, call) => {
    let conversationId = options.conversation;
    for await (const said of count > 0 ? givenTurns(texts, listen, context) : askedTurns(reporter, context)) {
      const request = { ...said, ...turnOptions(options, player), ...(conversationId && { conversationId }) };
      conversationId = await takeTurn(service, request, call, { options, context, reporter, player });
    }
  });
}

/** A player for the replies: as asked for, or where somebody sits at a terminal. */
async function choosePlayer(options: ChatOptions, context: CliContext): Promise<FoundPlayer | undefined> {
  if (options.output !== undefined) return undefined;
  if (options.play) return requirePlayer('wav', context);
  return context.isTTY.stdout && !options.json ? findPlayer('wav', context) : undefined;
}

function turnOptions(options: ChatOptions, player: FoundPlayer | undefined): Omit<ConverseRequest, 'audio'> {
  const { voice, language, system, llmModel, output } = options;
  return {
    ...outputOptions(options),
    format: player ? 'wav' : outputFormat(output ?? '-', options.format),
    ...(voice !== undefined && { voice }),
    ...(language !== undefined && { language }),
    ...(system !== undefined && { systemPrompt: system }),
    // A server has its own default.
    ...(llmModel !== undefined && { model: llmModel }),
  };
}

interface Talk {
  readonly options: ChatOptions;
  readonly context: CliContext;
  readonly reporter: Reporter;
  readonly player: FoundPlayer | undefined;
}

/** Takes a turn, prints its reply as it is written, and plays or saves it. @returns The conversation's id. */
async function takeTurn(
  service: VoiceService,
  request: ConverseRequest,
  call: CallOptions,
  talk: Talk,
): Promise<string> {
  const { options, reporter } = talk;
  const details = await (options.output === undefined ? hear : save)(service, request, call, talk);
  const { response: _, ...shown } = details;
  await reporter.print(options.json ? `${JSON.stringify(shown)}\n` : '\n');
  reporter.warnAll(details.warnings);
  return details.conversationId;
}

/** Plays the reply as it is made, where there is a player. */
async function hear(
  service: VoiceService,
  request: ConverseRequest,
  call: CallOptions,
  { options, context, reporter, player }: Talk,
): Promise<TurnDetails> {
  return withOutputFiles(context, async (outputs) => {
    const sink = player && outputs.add(playerSink(player, context));
    for await (const event of service.streamTurn(request, call)) {
      if (event.type === 'user-text' && request.audio !== undefined && !options.json) reporter.tell(`> ${event.text}`);
      if (event.type === 'reply-text' && !options.json) await reporter.print(event.text);
      if (event.type === 'audio') await sink?.write(event.data);
      if (event.type === 'done') return event.details;
    }
    throw new TypeError('A turn ended without its last event.');
  });
}

/** Saves the reply, whole: a file is to state its true length. */
async function save(
  service: VoiceService,
  request: ConverseRequest,
  call: CallOptions,
  { options, context, reporter }: Talk,
): Promise<TurnDetails> {
  return withOutputFiles(context, async (outputs) => {
    const sink = await outputs.open(options.output ?? '-');
    const { audio, ...details } = await service.converse(request, call);
    await sink.write(audio.bytes());
    if (!options.json) await reporter.print(details.replyText);
    return details;
  });
}

async function* givenTurns(
  texts: readonly string[],
  files: readonly string[],
  context: CliContext,
): AsyncGenerator<Said> {
  for (const text of texts) yield { text };
  for (const file of files) yield await findAudioSource(file, context);
}

/** The lines of the standard input; on a terminal an empty one records what is said until the next. */
async function* askedTurns(reporter: Reporter, context: CliContext): AsyncGenerator<Said> {
  const { stdin, signal, isTTY } = context;
  const recorder = isTTY.stdin ? await findRecorder(context) : undefined;
  const lines = createInterface({ input: stdin, signal })[Symbol.asyncIterator]();
  const hint = recorder ? 'Say something; Enter alone records.' : 'Say something.';
  if (isTTY.stdin) reporter.note(`${hint} Ctrl-D ends.`);
  for (;;) {
    const { done, value } = await lines.next();
    signal.throwIfAborted();
    if (done) return;
    if (value.trim() !== '') yield { text: value };
    else if (recorder) {
      const folder = await mkdtemp(join(tmpdir(), 'potoo-chat-'));
      try {
        const path = join(folder, 'said.wav');
        reporter.note('Recording; Enter ends it.');
        await recorder(path, lines.next(), signal);
        yield { audio: { path }, fileName: 'said.wav' };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
  }
}
