import type { SpeechStreamRequest } from '@potoo/core';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { readLexicon } from '../lexicon-file.ts';
import { addOutputOptions, addServiceOptions, numberWithin } from '../option-values.ts';
import { type ByteSink, type OutputFiles, withOutputFiles } from '../output-files.ts';
import { playerSink, playFile } from '../play-audio.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { speakAsToSink } from '../speak-as-to-sink.ts';
import { speakToSink } from '../speak-to-sink.ts';
import { chooseSpeechOutput, type SpeechOutput, type SpeechOutputOptions } from '../speech-output.ts';
import { addSubtitleOptions, type SubtitleOptions, wordSubtitles } from '../subtitle-text.ts';
import { readTextSource, type TextSource } from '../text-source.ts';

interface SayOptions extends SpeechOutputOptions, SessionOptions, SubtitleOptions {
  readonly voice?: string;
  readonly reference?: string;
  readonly model?: string;
  readonly language?: string;
  readonly speed?: number;
  readonly bitrate?: number;
  readonly sampleRate?: number;
  readonly stereo?: boolean;
  readonly loudness?: number;
  readonly ssml?: boolean;
  readonly lexicon?: string;
  readonly verify?: boolean;
  readonly srt?: string;
  readonly vtt?: string;
  readonly file?: boolean;
  readonly text?: boolean;
}

const HELP = `
TEXT is spoken as it stands. One argument that ends in .txt, .md, .ssml or .xml and names a file that exists is read
instead; --text and --file decide otherwise. "-", or nothing when something is piped in, reads the standard input and
speaks it as it arrives. Text that starts with a dash goes after "--".

Without -o the audio goes to the standard output when that is a pipe or a file. On a terminal it is played, or written
to speech.mp3 when no player is found (ffplay, mpv, play, paplay, aplay, afplay).

Examples:
  $ potoo say "Hello there"
  $ potoo say "Hello there" -o hello.mp3 --voice rms --speed 1.2
  $ potoo say chapter.txt -o chapter.m4a --srt chapter.srt
  $ potoo say "Guten Tag" --language de -o tag.wav
  $ potoo say '<speak>Wait <break time="1s"/> here.</speak>' -o wait.ogg
  $ potoo say "As you would say it" --reference you.wav -o you-too.mp3
  $ generate-text | potoo say - --play
  $ potoo say hello -o hello.wav --json | jq .duration`;

/** `potoo say`: speaks a text. */
export function addSayCommand(program: Command, context: CliContext): void {
  const command = program
    .command('say')
    .summary('speak a text')
    .description('Speaks a text, a text file or the standard input.')
    .argument('[TEXT...]', 'what to say, a text file, or "-" for the standard input')
    .option('-o, --output <file>', 'where the audio goes, "-" for the standard output')
    .option('-v, --voice <id>', 'voice, see `potoo voices` (default: chosen by language)')
    .option('--reference <file>', 'speak in the voice of this recording, and keep nothing of it')
    .option('-m, --model <id>', 'model, see `potoo models` (default: chosen by language)')
    .option('-l, --language <tag>', 'language, such as en or pt-BR (default: detected)')
    .option('-s, --speed <factor>', 'speaking rate, 0.5 to 2 (default: 1)', numberWithin(0.5, 2));
  addOutputOptions(command)
    .option('--stereo', 'two channels rather than one')
    .option('--ssml', 'read the text as SSML (default: when it starts with <speak, or in a .ssml or .xml file)')
    .option('--lexicon <file>', 'pronunciations, JSON: {"potoo": "poh too", "nginx": {"ipa": "ˈɛndʒɪnˌɛks"}}')
    .option('--verify', 'listen to what was said, and say it again where it came out badly')
    .option('--srt <file>', 'write subtitles as SRT, "-" for the standard output')
    .option('--vtt <file>', 'write subtitles as WebVTT, "-" for the standard output')
    .option('--json', 'print duration, words, voice and warnings as JSON; needs -o or --play')
    .option('--play', 'play it; with -o also write it')
    .option('--strict', 'fail when the model or voice is not installed, rather than use the nearest')
    .option('--file', 'TEXT is the path of a text file, whatever it is called')
    .option('--text', 'TEXT is what to say, even if a file of that name exists');
  addServiceOptions(addSubtitleOptions(command))
    .addHelpText('after', HELP)
    .action((words: string[], options: SayOptions) => say(words, options, context));
}

async function say(words: readonly string[], options: SayOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const output = await chooseSpeechOutput(options, context);
  if (options.reference !== undefined && options.voice !== undefined) {
    throw usageError('--reference is the voice: --voice cannot be given beside it.');
  }
  const source = await readTextSource(words, options, context);
  if (source.note !== undefined) reporter.warn(source.note);
  if (typeof source.text === 'string' && source.text.trim() === '')
    throw usageError('The text is empty.', 'Say at least one word.');
  const request = await speechRequest(source, output, options);

  const details = await withOutputFiles(context, async (outputs) => {
    const sink = await openAudioSink(output, outputs, context);
    const subtitles = await openSubtitles(options, outputs);
    const spoken = await withService(context, options, reporter, (service, call) =>
      options.reference === undefined
        ? speakToSink(service, request, sink, {
            ...call,
            whole: output.target !== undefined && output.target !== '-',
          })
        : speakAsToSink(service, { ...request, reference: options.reference }, sink, { ...call, context }),
    );
    for (const { kind, sink: file } of subtitles) {
      await file.write(
        Buffer.from(await wordSubtitles(kind, spoken.details.words, { ...options, sourceText: spoken.text })),
      );
    }
    return spoken.details;
  });

  reporter.warnAll(details.warnings);
  if (options.json) {
    const { words, marks, ...facts } = details;
    const { target: file, format } = output;
    const shown = { ...(file !== undefined && { file }), format, ...facts, marks, words };
    await reporter.print(`${JSON.stringify(shown, null, 2)}\n`);
  }
  if (output.target !== undefined && output.target !== '-') {
    const { wordErrorRate } = details;
    const heard = wordErrorRate === undefined ? '' : `, ${Math.round(100 * (1 - wordErrorRate))} % of the words heard`;
    reporter.note(`Wrote ${output.target}: ${details.duration.toFixed(1)} s, voice ${details.voice}${heard}.`);
    if (output.player) await playFile(output.player, output.target, context);
  }
}

async function speechRequest(
  source: TextSource,
  { format }: SpeechOutput,
  options: SayOptions,
): Promise<SpeechStreamRequest> {
  const { voice, model, language, speed, bitrate, sampleRate, loudness } = options;
  const lexicon = options.lexicon === undefined ? undefined : await readLexicon(options.lexicon);
  return {
    text: source.text,
    format,
    words: options.json === true || options.srt !== undefined || options.vtt !== undefined,
    ...((options.ssml || source.ssml) && { inputType: 'ssml' }),
    ...(options.verify && { verify: true }),
    ...(voice !== undefined && { voice }),
    ...(model !== undefined && { model }),
    ...(language !== undefined && { language }),
    ...(speed !== undefined && { speed }),
    ...(bitrate !== undefined && { bitrate }),
    ...(sampleRate !== undefined && { sampleRate }),
    ...(options.stereo && { channels: 'stereo' }),
    ...(loudness !== undefined && { loudness }),
    ...(lexicon !== undefined && { lexicon }),
  };
}

async function openAudioSink(output: SpeechOutput, outputs: OutputFiles, context: CliContext): Promise<ByteSink> {
  if (output.target !== undefined) return outputs.open(output.target);
  if (output.player) return outputs.add(playerSink(output.player, context));
  throw new TypeError('A speech output has a target or a player.');
}

async function openSubtitles(options: SayOptions, outputs: OutputFiles) {
  const wanted = (['srt', 'vtt'] as const).flatMap((kind) => {
    const target = options[kind];
    return target === undefined ? [] : [{ kind, target }];
  });
  if (options.json && wanted.some(({ target }) => target === '-')) {
    throw usageError('--json and subtitles cannot both go to the standard output.');
  }
  return Promise.all(wanted.map(async ({ kind, target }) => ({ kind, sink: await outputs.open(target) })));
}
