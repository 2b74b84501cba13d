import { PotooError } from '@potoo/core';
import { CommanderError } from 'commander';
import type { CliContext } from './cli-context.ts';
import { AlreadyReported, EXIT, Interrupted, ReaderLeft } from './cli-errors.ts';

/** The one place where errors become words and an exit code. */
export function reportError(error: unknown, context: Pick<CliContext, 'stderr' | 'env'>): number {
  if (error instanceof Interrupted || error instanceof ReaderLeft || error instanceof AlreadyReported) {
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === EXIT.ok) return EXIT.ok;
    const [message = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
    if (error.code !== 'commander.help') write(context, message, hintOf(hints));
    return EXIT.usage;
  }
  const { message, hint } = describe(error);
  write(context, message, hint);
  if (debugging(context)) context.stderr.write(`${error instanceof Error ? causes(error) : String(error)}\n`);
  return EXIT.failure;
}

/** What a usage error says beside its first line; commander puts what it guesses into brackets. */
function hintOf(lines: readonly string[]): string | undefined {
  const hint = lines.join(' ').replace(/^\((Did you mean .+)\)$/, '$1');
  return hint === '' ? undefined : hint;
}

function write({ stderr }: Pick<CliContext, 'stderr'>, message: string, hint: string | undefined): void {
  stderr.write(`potoo: ${message}\n${hint === undefined ? '' : `hint: ${hint}\n`}`);
}

function describe(error: unknown): { message: string; hint: string | undefined } {
  if (PotooError.isInstance(error)) return { message: oneLine(error.message), hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `Something went wrong inside Potoo: ${oneLine(message)}`,
    hint: 'Set POTOO_DEBUG=1 to see where, and please report it.',
  };
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function debugging({ env }: Pick<CliContext, 'env'>): boolean {
  const value = env['POTOO_DEBUG'];
  return value !== undefined && value !== '' && value !== '0';
}

function causes(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${causes(error.cause)}` : own;
}
