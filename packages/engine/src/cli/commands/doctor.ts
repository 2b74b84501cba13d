import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { AlreadyReported } from '../cli-errors.ts';
import { type Check, checkMachine, checkPrograms, checkService, selfTest } from '../doctor-checks.ts';
import { checkModels } from '../doctor-models.ts';
import { openStore } from '../model-store-options.ts';
import { addServiceOptions } from '../option-values.ts';
import { Reporter } from '../reporter.ts';
import { type SessionOptions, withService } from '../service-session.ts';

interface DoctorOptions extends SessionOptions {
  readonly json?: boolean;
}

const HELP = `
✓ works, ✗ does not, - is missing and can be done without. Exit code 1 when anything does not work.

Examples:
  $ potoo doctor
  $ potoo doctor --json | jq '.checks[] | select(.status != "ok")'`;

/** `potoo doctor`: looks what works on this machine, and says what to install. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  const command = program
    .command('doctor')
    .summary('check what works here')
    .description('Checks what works on this machine: says a sentence, listens to it, and tells what to install.')
    .option('--json', 'as JSON');
  addServiceOptions(command)
    .addHelpText('after', HELP)
    .action((options: DoctorOptions) => doctor(options, context));
}

async function doctor(options: DoctorOptions, context: CliContext): Promise<void> {
  const reporter = new Reporter(context, options);
  const checks: Check[] = [];
  const tell = async (found: readonly Check[]) => {
    checks.push(...found);
    if (!options.json) for (const check of found) await reporter.print(describeCheck(check, reporter));
  };
  await tell(await checkMachine());
  await tell(await checkPrograms(context));
  await tell(await checkModels(openStore(context, {}), context.signal));
  await withService(context, options, reporter, async (service, call) => {
    await tell(await checkService(service, call));
    await tell(await selfTest(service, call));
  });
  const ok = checks.every(({ status }) => status !== 'failed');
  if (options.json) await reporter.print(`${JSON.stringify({ ok, checks }, null, 2)}\n`);
  if (!ok) throw new AlreadyReported();
}

function describeCheck({ name, status, detail, install }: Check, reporter: Reporter): string {
  const marks = { ok: ['✓', 'green'], missing: ['-', 'dim'], failed: ['✗', 'red'] } as const;
  const [mark, colour] = marks[status];
  const advice = !install ? '' : `${' '.repeat(18)}${install}\n`;
  return `${reporter.paintResult(colour, mark)} ${name.padEnd(15)} ${detail}\n${advice}`;
}
