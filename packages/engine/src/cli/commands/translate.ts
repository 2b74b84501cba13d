import type { TranslationResult } from '@potoo/core';
import type { Command } from 'commander';
import { type AudioCommandOptions, outputOptions } from '../audio-command.ts';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { usageError } from '../cli-errors.ts';
import { addLanguageModelOptions } from '../language-model-options.ts';
import { addModelOptions, addOutputOptions, addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { outputFormat } from '../output-format.ts';
import { Reporter } from '../reporter.ts';
import { withService } from '../service-session.ts';

interface TranslateOptions extends AudioCommandOptions {
  readonly to: string;
  readonly from?: string;
  readonly voice?: string;
  readonly model?: string;
  readonly preserveVoice?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

const HELP = `
The recording is recognised and translated. The translated text goes to the standard output; with -o it is also spoken, and
the audio goes there.

Examples:
  $ potoo translate talk.mp3 --to es
  $ potoo translate talk.mp3 --to de -o rede.mp3
  $ potoo translate talk.mp3 --to fr -o discours.wav --preserve-voice --llm-model llama3.2
  $ potoo translate talk.mp3 --to de --model opus-mt
  $ potoo translate talk.mp3 --to es -o charla.mp3 --json | jq -r .originalText`;

/** `potoo translate`: says a recording in another language. */
export function addTranslateCommand(program: Command, context: CliContext): void {
  const command = program
    .command('translate')
    .summary('say a recording in another language')
    .description('Recognises a recording, translates it, and speaks it in another language.')
    .argument('<IN>', 'a file, an http(s) address, or "-" for the standard input')
    .requiredOption('-t, --to <tag>', 'language to translate into, such as es or pt-BR')
    .option('-f, --from <tag>', 'language of the recording (default: detected)')
    .option('-o, --output <file>', 'where the audio goes, "-" for the standard output')
    .option('-v, --voice <id>', 'voice, see `potoo voices` (default: chosen by language)')
    .option('--preserve-voice', "keep the speaker's own voice as far as possible")
    .option('--json', 'print both texts, the languages and warnings as JSON');
  addServiceOptions(addLanguageModelOptions(addModelOptions(addOutputOptions(command))))
    .addHelpText('after', HELP)
    .action((input: string, options: TranslateOptions) => translate(input, options, context));
}

async function translate(input: string, options: TranslateOptions, context: CliContext): Promise<void> {
  const { output, json } = options;
  const reporter = new Reporter(context, options);
  if (output === '-' && (json || context.isTTY.stdout)) {
    throw usageError('The audio cannot go to the standard output here.', 'Name a file with -o.');
  }
  const { voice, from, preserveVoice, llmModel, model = llmModel } = options;
  const request = {
    ...(await findAudioSource(input, context)),
    ...outputOptions(options),
    format: outputFormat(output ?? '-', options.format),
    targetLanguage: options.to,
    ...(from !== undefined && { sourceLanguage: from }),
    ...(voice !== undefined && { voice }),
    ...(preserveVoice && { preserveVoice }),
    // Nobody would hear it.
    ...(output === undefined && { speak: false }),
    // A server has its own default.
    ...(model !== undefined && { model }),
  };
  const result = await withOutputFiles(context, async (outputs) => {
    const sink = output === undefined ? undefined : await outputs.open(output);
    return withService(context, options, reporter, async (service, call) => {
      const made = await service.translateSpeech(request, call);
      await sink?.write(made.audio.bytes());
      return made;
    });
  });
  reporter.warnAll(result.warnings);
  if (output !== '-') await reporter.print(json ? asJson(result, output) : `${result.translatedText}\n`);
  if (output !== undefined && output !== '-') {
    reporter.note(`Wrote ${output}: ${result.audio.duration.toFixed(1)} s.`);
  }
}

function asJson(result: TranslationResult, file: string | undefined): string {
  const { audio, originalText, translatedText, sourceLanguage, targetLanguage, warnings, usage } = result;
  const texts = { originalText, translatedText, sourceLanguage, targetLanguage };
  const sound = file === undefined ? {} : { file, duration: audio.duration };
  const shown = { ...sound, ...texts, warnings, usage };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
