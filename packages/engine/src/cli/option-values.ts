import { type Command, InvalidArgumentError, Option } from 'commander';
import { FORMAT_NAMES } from './output-format.ts';

/** Makes a parser for a number within bounds, both included. */
export function numberWithin(least: number, most: number, unit = ''): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!(number >= least && number <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}${unit}.`);
    }
    return number;
  };
}

/** Makes a parser for a whole number within bounds, both included. */
export function integerWithin(least: number, most: number, unit = ''): (value: string) => number {
  const parse = numberWithin(least, most, unit);
  return (value) => {
    const number = parse(value);
    if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number.');
    return number;
  };
}

function httpAddress(value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw new InvalidArgumentError('It must be an http or https address, such as http://127.0.0.1:8787.');
}

/**
 * Adds the options of audio that is written.
 * @param format - What the format is when nothing says it.
 */
export function addOutputOptions(command: Command, format = "from the output's name, else mp3"): Command {
  return command
    .addOption(new Option('--format <name>', `audio format (default: ${format})`).choices(FORMAT_NAMES))
    .option('--bitrate <kbps>', 'kilobits per second of lossy formats, 64 to 320 (default: 128)', numberWithin(64, 320))
    .option('--sample-rate <hz>', 'sample rate, 8000 to 48000 (default: as it is)', integerWithin(8000, 48_000, ' Hz'))
    .option('--loudness <lufs>', 'normalise to this loudness, -40 to -8 LUFS (EBU R128)', numberWithin(-40, -8));
}

/** Adds the options that every command with a service has. */
export function addServiceOptions(command: Command): Command {
  return command
    .option(
      '--base-url <url>',
      'use the Potoo server there rather than this machine (or set POTOO_BASE_URL)',
      httpAddress,
    )
    .option('-q, --quiet', 'only results and errors, no notes and no progress');
}

/** Adds the options that choose the model of a tool. */
export function addModelOptions(command: Command): Command {
  return command
    .option('-m, --model <id>', 'model, see `potoo models` (default: the one installed)')
    .option('--strict', 'fail when the model is not installed, rather than use another');
}
