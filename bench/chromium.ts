import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { chromiumProgram } from '../scripts/setup/chromium.ts';

/** Why a benchmark of a page cannot run here; `undefined` when it can. */
export async function withoutChromium(): Promise<string | undefined> {
  const program = chromiumProgram();
  return program === undefined || existsSync(program) ? undefined : 'Chromium is not installed';
}

/** Starts the installed Chromium. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumProgram();
  return chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(executablePath !== undefined && { executablePath }),
  });
}
