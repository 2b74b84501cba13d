import type { Analysis } from '@potoo/core';
import type { Command } from 'commander';
import { findAudioSource } from '../audio-source.ts';
import type { CliContext } from '../cli-context.ts';
import { addModelOptions, addServiceOptions } from '../option-values.ts';
import { withOutputFiles } from '../output-files.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';

interface AnalyzeOptions extends SessionOptions {
  readonly json?: boolean;
  readonly beats?: boolean;
  readonly plot?: string;
  readonly model?: string;
}

const HELP = `
What a recording does not have is left open, never guessed: speech, noise and silence have no key and no tempo.

Examples:
  $ potoo analyze song.mp3
  $ potoo analyze song.mp3 --json | jq -r '.key, .bpm'
  $ potoo analyze song.mp3 --beats --json | jq '.beats'
  $ potoo analyze song.mp3 --plot song.png`;

/** `potoo analyze`: measures a recording. */
export function addAnalyzeCommand(program: Command, context: CliContext): void {
  const command = program
    .command('analyze')
    .summary('find key, tempo, meter and loudness')
    .description('Finds key, tempo, meter, loudness and content of a recording.')
    .argument('<FILE>', 'a file, an http(s) address, or "-" for the standard input')
    .option('--json', 'everything, as JSON')
    .option('--beats', 'the times of beats and downbeats too')
    .option('--plot <file>', 'a picture of waveform, beats and spectrogram, as PNG; "-" for the standard output');
  addServiceOptions(addModelOptions(command))
    .addHelpText('after', HELP)
    .action((file: string, options: AnalyzeOptions) => analyze(file, options, context));
}

async function analyze(file: string, options: AnalyzeOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const { beats, model, json, plot } = options;
  const request = {
    ...(await findAudioSource(file, context)),
    ...(beats !== undefined && { beats }),
    ...(plot !== undefined && { picture: true }),
    ...(model !== undefined && { model }),
  };
  const { picture, ...analysis } = await withOutputFiles(context, async (outputs) => {
    const sink = plot === undefined ? undefined : await outputs.open(plot);
    const found = await withService(context, options, reporter, (service, call) => service.analyze(request, call));
    if (found.picture) await sink?.write(found.picture);
    return found;
  });
  reporter.warnAll(analysis.warnings);
  if (plot === '-') return;
  await reporter.print(json ? `${JSON.stringify(analysis, null, 2)}\n` : describe(analysis));
}

function describe(analysis: Analysis): string {
  const { key, scale, camelot, bpm, timeSignature, compatibleKeys, confidence, beats, downbeats } = analysis;
  const { content, duration, loudness, truePeak, silence } = analysis;
  const sure = (value: number) => `(${Math.round(value * 100)} % sure)`;
  const rows: Array<readonly [string, string | undefined]> = [
    ['content', content],
    ['key', key === null ? 'none' : `${key} ${scale}, Camelot ${camelot} ${sure(confidence.key)}`],
    ['mixes with', compatibleKeys.length > 0 ? compatibleKeys.join(', ') : undefined],
    ['tempo', bpm === null ? 'none' : `${bpm} BPM ${sure(confidence.bpm)}`],
    ['meter', timeSignature === null ? undefined : `${timeSignature} ${sure(confidence.timeSignature)}`],
    ['length', `${duration.toFixed(1)} s, ${Math.round(silence.share * 100)} % of it silent`],
    ['loudness', loudness === null ? 'none' : `${loudness.toFixed(1)} LUFS`],
    ['true peak', truePeak === null ? 'none' : `${truePeak.toFixed(1)} dBTP`],
    ['beats', beats.length > 0 ? beats.map((time) => time.toFixed(2)).join(' ') : undefined],
    ['downbeats', downbeats.length > 0 ? downbeats.map((time) => time.toFixed(2)).join(' ') : undefined],
  ];
  return rows.map(([name, text]) => (text === undefined ? '' : `${name.padEnd(11)} ${text}\n`)).join('');
}
