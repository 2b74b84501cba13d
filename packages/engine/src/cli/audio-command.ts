import type { AudioFormat, AudioResult, CallOptions, OutputOptions, VoiceService } from '@potoo/core';
import { type AudioSource, findAudioSource } from './audio-source.ts';
import type { CliContext } from './cli-context.ts';
import { usageError } from './cli-errors.ts';
import { withOutputFiles } from './output-files.ts';
import { outputFormat } from './output-format.ts';
import { Reporter } from './reporter.ts';
import { type SessionOptions, withService } from './service-session.ts';

/** The options of a command that writes audio. */
export interface AudioCommandOptions extends SessionOptions {
  readonly format?: AudioFormat;
  readonly bitrate?: number;
  readonly sampleRate?: number;
  readonly loudness?: number;
}

/** What a command does with a recording. */
export type AudioWork = (
  service: VoiceService,
  request: AudioSource & OutputOptions,
  call: CallOptions,
) => Promise<AudioResult>;

/** Runs a command that makes one recording of another: reads `input`, writes `output`, both of which may be `-`. */
export async function runAudioCommand(
  input: string,
  output: string,
  options: AudioCommandOptions,
  context: CliContext,
  work: AudioWork,
): Promise<void> {
  const reporter = new Reporter(context, options);
  if (output === '-' && context.isTTY.stdout) {
    throw usageError(
      'The standard output is a terminal: audio would fill it with rubbish.',
      'Name a file, or pipe it.',
    );
  }
  const format = outputFormat(output, options.format);
  const request = { ...(await findAudioSource(input, context)), ...outputOptions(options), format };
  const result = await withOutputFiles(context, async (outputs) => {
    const sink = await outputs.open(output);
    return withService(context, options, reporter, async (service, call) => {
      const made = await work(service, request, call);
      for await (const piece of made.audio.stream()) await sink.write(piece);
      return made;
    });
  });
  reporter.warnAll(result.warnings);
  if (output !== '-') reporter.note(`Wrote ${output}: ${result.audio.duration.toFixed(1)} s.`);
}

/** The options of a command that say how its audio is written, as the contract has them. */
export function outputOptions({ bitrate, sampleRate, loudness }: AudioCommandOptions): OutputOptions {
  return {
    ...(bitrate !== undefined && { bitrate }),
    ...(sampleRate !== undefined && { sampleRate }),
    ...(loudness !== undefined && { loudness }),
  };
}
