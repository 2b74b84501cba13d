import type { SpeechDetails, Transcript } from '@potoo/core';
import type { CueShape, SubtitleFormat } from '@potoo/core/subtitles';
import type { Command } from 'commander';
import { integerWithin, numberWithin } from './option-values.ts';

/** The options that {@link addSubtitleOptions} adds. */
export interface SubtitleOptions {
  readonly lineLength?: number;
  readonly lines?: number;
  readonly cueSeconds?: number;
  readonly cueWords?: number;
}

/** Adds the options of how subtitles are cut. */
export function addSubtitleOptions(command: Command): Command {
  return command
    .option('--line-length <characters>', 'subtitles: longest line (default: 42)', integerWithin(1, 1000))
    .option('--lines <count>', 'subtitles: most lines at a time (default: 2)', integerWithin(1, 20))
    .option('--cue-seconds <seconds>', 'subtitles: longest time on the screen (default: 7)', numberWithin(0.1, 600))
    .option('--cue-words <count>', 'subtitles: most words at a time', integerWithin(1, 1000));
}

/** Subtitles of words whose times are known, cut from the caller's own text. */
export async function wordSubtitles(
  format: SubtitleFormat,
  words: SpeechDetails['words'],
  options: SubtitleOptions & { readonly sourceText: string },
): Promise<string> {
  const { formatSubtitles, wordsToCues } = await import('@potoo/core/subtitles');
  return formatSubtitles(wordsToCues(words, { ...cueShape(options), text: options.sourceText }), format);
}

/** Subtitles of what was heard. */
export async function transcriptSubtitles(
  format: SubtitleFormat,
  transcript: Transcript,
  options: SubtitleOptions,
): Promise<string> {
  const { formatSubtitles, segmentsToCues } = await import('@potoo/core/subtitles');
  return formatSubtitles(segmentsToCues(transcript.segments, cueShape(options)), format);
}

function cueShape({ lineLength, lines, cueSeconds, cueWords }: SubtitleOptions): CueShape {
  return {
    ...(lineLength !== undefined && { maxLineLength: lineLength }),
    ...(lines !== undefined && { maxLines: lines }),
    ...(cueSeconds !== undefined && { maxSeconds: cueSeconds }),
    ...(cueWords !== undefined && { maxWords: cueWords }),
  };
}
