import { extname } from 'node:path';
import type { AlignedWord, Alignment } from '@potoo/core';
import type { Command } from 'commander';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addModelOptions, addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { addSubtitleOptions, type SubtitleOptions, wordSubtitles } from '../subtitle-text.ts';
import { gatherTextSource, readTextSource } from '../text-source.ts';

/** What an alignment can be written as; without any, lines. */
const FORMS = ['srt', 'vtt', 'json'] as const;
type Form = (typeof FORMS)[number] | 'lines';

interface AlignOptions extends SessionOptions, SubtitleOptions, Partial<Record<(typeof FORMS)[number], boolean>> {
  readonly output?: string;
  readonly file?: boolean;
  readonly text?: boolean;
  readonly language?: string;
  readonly model?: string;
}

const HELP = `
TEXT is what is said in FILE, or a .txt or .md file that holds it; "-", or nothing when something is piped in, is the
standard input. The form comes from the options, else from the output's name (.srt, .vtt, .json), else it is one line
for each word: start, end (seconds), confidence (0 to 1) and the word, separated by tabs.

Examples:
  $ potoo align speech.wav "And so, my fellow Americans"
  $ potoo align chapter.mp3 chapter.txt -o chapter.srt
  $ potoo align chapter.mp3 chapter.txt --json | jq '.words[0]'`;

/** `potoo align`: finds the words of a text in its recording. */
export function addAlignCommand(program: Command, context: CliContext): void {
  const command = program
    .command('align')
    .summary('find when each word of a text is said')
    .description('Finds when each word of a known text is said in its recording.')
    .argument('<FILE>', 'a recording, or its http(s) address')
    .argument('[TEXT...]', 'what is said in it, a text file, or "-" for the standard input')
    .option('-o, --output <file>', 'where the words go', '-')
    .option('--srt', 'subtitles as SRT')
    .option('--vtt', 'subtitles as WebVTT')
    .option('--json', 'everything, as JSON')
    .option('-l, --language <tag>', 'language of the text, such as en (default: detected)')
    .option('--file', 'TEXT is the path of a text file, whatever it is called')
    .option('--text', 'TEXT is what is said, even if a file of that name exists');
  addServiceOptions(addSubtitleOptions(addModelOptions(command)))
    .addHelpText('after', HELP)
    .action((file: string, words: string[], options: AlignOptions) => align(file, words, options, context));
}

async function align(file: string, words: string[], options: AlignOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const form = chooseForm(options);
  if (file === '-') throw usageError('The recording is a file: the standard input is the text.');
  const audio = await findAudioSource(file, context);
  const source = await readTextSource(words, options, context);
  if (source.note !== undefined) reporter.warn(source.note);
  const text = await gatherTextSource(source);
  const { language, model } = options;
  const request = {
    ...audio,
    text,
    ...(language !== undefined && { language }),
    ...(model !== undefined && { model }),
  };
  const alignment = await withOutputFiles(context, async (outputs) => {
    const target = options.output ?? '-';
    const sink = target === '-' ? undefined : await outputs.open(target);
    const found = await withService(context, options, reporter, (service, call) => service.align(request, call));
    const written = await write(form, found, text, options);
    await (sink ? sink.write(Buffer.from(written)) : reporter.print(written));
    return found;
  });
  reporter.warnAll(alignment.warnings);
}

async function write(form: Form, alignment: Alignment, text: string, options: SubtitleOptions): Promise<string> {
  if (form === 'json') return `${JSON.stringify(alignment, null, 2)}\n`;
  if (form === 'lines') return alignment.words.map(wordLine).join('');
  return wordSubtitles(form, alignment.words, { ...options, sourceText: text });
}

function wordLine({ start, end, confidence, text }: AlignedWord): string {
  return `${[start.toFixed(3), end.toFixed(3), confidence.toFixed(2), text].join('\t')}\n`;
}

function chooseForm(options: AlignOptions): Form {
  const asked = FORMS.filter((form) => options[form] === true);
  if (asked.length > 1) {
    throw usageError(`Only one of ${asked.map((form) => `--${form}`).join(' and ')} can be written.`);
  }
  const extension = extname(options.output ?? '')
    .slice(1)
    .toLowerCase();
  return asked[0] ?? FORMS.find((form) => form === extension) ?? 'lines';
}
