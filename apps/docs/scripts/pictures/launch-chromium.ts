import { type Browser, chromium } from 'playwright-core';
import { chromiumProgram } from '../../../../scripts/setup/chromium.ts';

/** Starts the installed Chromium to take pictures in. @param flags - Further flags. */
export function launchChromium(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = chromiumProgram();
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required', ...flags],
  });
}
