/**
 * Checks what Potoo wants from outside npm, and installs it where that is possible: as root on Debian or Ubuntu.
 * Never fails: what is missing is said in one line each.
 *
 * `npm start` and `npm test` run this. `npm run setup` also retries what failed within the last day.
 * With `POTOO_SETUP=check` nothing is installed.
 */
import process from 'node:process';
import { Apt, aptDistribution } from './apt.ts';
import { chromium } from './chromium.ts';
import { failedLately, rememberFailure } from './last-attempt.ts';
import { pocketsphinx } from './pocketsphinx.ts';
import { postgresql } from './postgresql.ts';
import type { SystemTool } from './system-tool.ts';

const TOOLS: readonly SystemTool[] = [pocketsphinx, chromium, postgresql];

function say(line: string): void {
  console.log(`setup: ${line}`);
}

function mayInstall(): boolean {
  return process.env['POTOO_SETUP'] !== 'check' && (process.argv.includes('--retry') || !failedLately());
}

function installMissing(missing: readonly SystemTool[], distribution: string): void {
  const apt = new Apt();
  for (const tool of missing) {
    const packages = tool.packagesOn(distribution);
    if (packages.length === 0) continue;
    say(`installing ${packages.join(' ')} with apt …`);
    const problem = apt.install(packages);
    if (problem === undefined) continue;
    say(`apt could not install ${packages.join(' ')}: ${problem}`);
    rememberFailure();
  }
}

function setUp(): void {
  const missing = TOOLS.filter((tool) => !tool.isInstalled());
  const distribution = missing.length > 0 && mayInstall() ? aptDistribution() : undefined;
  if (distribution !== undefined) installMissing(missing, distribution);

  const absent = missing.filter((tool) => !tool.isInstalled());
  for (const { name, without, remedy } of absent) say(`${name} is missing. Without it, ${without}; ${remedy}.`);
  if (absent.length === 0) say(`${TOOLS.map(({ name }) => name).join(', ')}: all there.`);
}

try {
  setUp();
} catch (error) {
  say(`skipped, ${error instanceof Error ? error.message : error}`);
}
