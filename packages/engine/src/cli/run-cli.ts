import { type CliContext, resolveContext } from './cli-context.ts';
import { EXIT } from './cli-errors.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

/**
 * Runs the `potoo` command.
 * @param argv - The arguments, without the program's own name.
 * @param given - The outside world; what is left out is taken from this process.
 * @returns The exit code: 0 done, 1 failed, 2 used wrongly, 128 and more stopped by a signal.
 */
export async function runCli(argv: readonly string[], given: Partial<CliContext> = {}): Promise<number> {
  const context = resolveContext(given);
  // A stream that breaks tells the write that broke it, and this event, which would end the process if nobody listened.
  const ignore = () => {};
  context.stdout.on('error', ignore);
  context.stderr.on('error', ignore);
  try {
    await createProgram(context).parseAsync(argv, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    // Whatever a stopped piece of work made of it, the reason is that it was stopped.
    return reportError(context.signal.aborted ? context.signal.reason : error, context);
  } finally {
    context.stdout.off('error', ignore);
    context.stderr.off('error', ignore);
  }
}
