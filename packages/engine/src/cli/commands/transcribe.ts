import { extname } from 'node:path';
import { InternalError, type Transcript, type TranscriptSegment } from '@potoo/core';
import type { Command } from 'commander';
import { type AudioSource, findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addServiceOptions, integerWithin } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';
import { addSubtitleOptions, type SubtitleOptions, transcriptSubtitles } from '../subtitle-text.ts';

/** What a transcript can be written as. */
const FORMS = ['text', 'srt', 'vtt', 'json'] as const;
type Form = (typeof FORMS)[number];

interface TranscribeOptions extends SessionOptions, SubtitleOptions, Partial<Record<Form, boolean>> {
  readonly output?: string;
  readonly words?: boolean;
  readonly diarize?: boolean;
  readonly speakers?: number;
  readonly punctuate?: boolean;
  readonly language?: string;
  readonly model?: string;
}

/** Writes a part of the result. */
type Write = (text: string) => Promise<void>;

const HELP = `
The form comes from the options, else from the output's name (.srt, .vtt, .json), else it is text: one line for each
stretch of speech, written as soon as it is understood. --words writes one line for each word: start, end (seconds),
confidence and the word, separated by tabs; with --json the words are in the JSON.

Examples:
  $ potoo transcribe meeting.m4a
  $ potoo transcribe talk.mp3 -o talk.srt
  $ potoo transcribe interview.mp3 --speakers 2
  $ potoo transcribe talk.mp3 --json --words | jq '.segments[0].words'
  $ curl -s https://example.com/talk.ogg | potoo transcribe -`;

/** `potoo transcribe`: writes down what is said. */
export function addTranscribeCommand(program: Command, context: CliContext): void {
  const command = program
    .command('transcribe')
    .summary('write down what is said')
    .description('Writes down what is said in an audio or video file.')
    .argument('<FILE>', 'a file, an http(s) address, or "-" for the standard input')
    .option('-o, --output <file>', 'where the transcript goes', '-')
    .option('--text', 'plain text')
    .option('--srt', 'subtitles as SRT')
    .option('--vtt', 'subtitles as WebVTT')
    .option('--json', 'everything, as JSON')
    .option('--words', 'times of words')
    .option('--diarize', 'tell speakers apart (see `potoo pull pyannote`)')
    .option('--speakers <count>', 'how many speakers there are, 1 to 32 (default: found out)', integerWithin(1, 32))
    .option('--punctuate', 'punctuation for recognisers that write none (default: see `potoo pull punctuation`)')
    .option('--no-punctuate', 'the words as the recogniser writes them')
    .option('-l, --language <tag>', 'language, such as en (default: detected)')
    .option('-m, --model <id>', 'model, see `potoo models` (default: chosen by language)')
    .option('--strict', 'fail when the model is not installed, rather than use another');
  addServiceOptions(addSubtitleOptions(command))
    .addHelpText('after', HELP)
    .action((file: string, options: TranscribeOptions) => transcribe(file, options, context));
}

async function transcribe(file: string, options: TranscribeOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const form = chooseForm(options);
  const source = await findAudioSource(file, context);
  const transcript = await withOutputFiles(context, async (outputs) => {
    const target = options.output ?? '-';
    const sink = target === '-' ? undefined : await outputs.open(target);
    const write: Write = async (text) => (sink ? sink.write(Buffer.from(text)) : reporter.print(text));
    return listen(source, form, options, { context, reporter, write });
  });
  reporter.warnAll(transcript.warnings);
  if (transcript.segments.length === 0) reporter.warn('No speech was heard.');
}

async function listen(
  source: AudioSource,
  form: Form,
  options: TranscribeOptions,
  { context, reporter, write }: { context: CliContext; reporter: Reporter; write: Write },
): Promise<Transcript> {
  const { language, model, words, speakers, punctuate } = options;
  // Word times also make better cues.
  const wantsWords = words === true || form === 'srt' || form === 'vtt';
  const request = {
    ...source,
    words: wantsWords,
    ...(language !== undefined && { language }),
    ...(model !== undefined && { model }),
    ...((options.diarize || speakers !== undefined) && { diarize: true }),
    ...(speakers !== undefined && { numSpeakers: speakers }),
    ...(punctuate !== undefined && { punctuate }),
  };
  return withService(context, options, reporter, async (service, call) => {
    for await (const event of service.streamTranscript(request, call)) {
      if (event.type === 'progress') reporter.progress(event.progress);
      if (event.type === 'segment' && form === 'text') await write(segmentLines(event.segment, words === true));
      if (event.type === 'done') {
        if (form === 'json') await write(`${JSON.stringify(event.transcript, null, 2)}\n`);
        if (form === 'srt' || form === 'vtt') await write(await transcriptSubtitles(form, event.transcript, options));
        return event.transcript;
      }
    }
    throw new InternalError('The transcript ended without its last message.');
  });
}

function chooseForm(options: TranscribeOptions): Form {
  const asked = FORMS.filter((form) => options[form] === true);
  if (asked.length > 1) {
    throw usageError(`Only one of ${asked.map((form) => `--${form}`).join(' and ')} can be written.`);
  }
  if (asked[0] !== undefined) return asked[0];
  const extension = extname(options.output ?? '')
    .slice(1)
    .toLowerCase();
  return FORMS.find((form) => form === extension) ?? 'text';
}

function segmentLines({ text, words, speaker }: TranscriptSegment, asWords: boolean): string {
  if (!asWords) return speaker === undefined ? `${text}\n` : `${speaker}: ${text}\n`;
  return words
    .map(
      ({ start, end, confidence, text: word }) =>
        `${[start.toFixed(3), end.toFixed(3), confidence === undefined ? '' : confidence.toFixed(3), word].join('\t')}\n`,
    )
    .join('');
}
