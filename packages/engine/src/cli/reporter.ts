import { styleText } from 'node:util';
import type { Progress, Warning } from '@potoo/core';
import type { CliContext } from './cli-context.ts';
import { ProgressBar, wantsProgressBar } from './progress-bar.ts';
import { writeToReader } from './standard-output.ts';

/** What a command says: results on standard output, everything else on standard error. */
export class Reporter {
  readonly #context: CliContext;
  readonly #quiet: boolean;
  readonly #bar: ProgressBar | undefined;

  /** @param options - `quiet` leaves results and errors only. */
  constructor(context: CliContext, options: { readonly quiet?: boolean | undefined } = {}) {
    this.#context = context;
    this.#quiet = options.quiet ?? false;
    const visible = !this.#quiet && wantsProgressBar(context.isTTY.stderr, context.env);
    this.#bar = visible ? new ProgressBar(context.stderr) : undefined;
  }

  /** Writes a part of the result. */
  async print(text: string): Promise<void> {
    this.#bar?.clear();
    await writeToReader(this.#context, text, { exitCodeWhenLeft: 0 });
  }

  /** Tells a person at a terminal something that a script need not know. */
  note(text: string): void {
    if (this.#quiet || !this.#context.isTTY.stderr) return;
    this.#bar?.clear();
    this.#context.stderr.write(`${text}\n`);
  }

  /** Tells something that a log should have too. */
  tell(text: string): void {
    if (this.#quiet) return;
    this.#bar?.clear();
    this.#context.stderr.write(`${text}\n`);
  }

  /** Tells what was not done as asked. */
  warn(message: string): void {
    if (this.#quiet) return;
    this.#bar?.clear();
    this.#context.stderr.write(`potoo: warning: ${message}\n`);
  }

  /** Tells the warnings of a result, each once. */
  warnAll(warnings: readonly Warning[]): void {
    for (const message of new Set(warnings.map((warning) => warning.message))) this.warn(message);
  }

  /** Shows how far the work has come. An arrow, so that it can be passed on as it is. */
  readonly progress = (progress: Progress): void => {
    this.#bar?.update(progress);
  };

  /** Takes the progress bar away. */
  endProgress(): void {
    this.#bar?.clear();
  }

  /** Colours a text for standard output, where colours are wanted. */
  paintResult(colour: 'yellow' | 'red' | 'green' | 'dim', text: string): string {
    return wantsColour(this.#context.isTTY.stdout, this.#context.env) ? styled(colour, text) : text;
  }
}

function styled(colour: 'yellow' | 'red' | 'green' | 'dim', text: string): string {
  return styleText(colour, text, { validateStream: false });
}

/** https://no-color.org: any value but the empty one means no colour. */
function wantsColour(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
