import { existsSync } from 'node:fs';
import { chromium as browsers } from 'playwright-core';
import { servePage } from '../../packages/react/src/__fixtures__/serve-page.ts';
import { chromiumProgram } from '../../scripts/setup/chromium.ts';
import type { Bench } from '../bench.ts';
import { median } from '../clock.ts';

/** Typing into a picker of a thousand voices: from the key to the frame that shows what it found. */
export const bench: Bench = {
  id: 'picker-typing',
  title: 'Typing into a picker of 1,000 voices',
  async skip() {
    const program = chromiumProgram();
    return program === undefined || existsSync(program) ? undefined : 'Chromium is not installed';
  },
  async run() {
    const served = await servePage();
    const executablePath = chromiumProgram();
    const browser = await browsers.launch({
      args: ['--no-sandbox', '--disable-gpu'],
      ...(executablePath !== undefined && { executablePath }),
    });
    try {
      const page = await browser.newPage();
      await page.goto(served.url);
      await page.click('[data-potoo="picker-trigger"]');
      await page.waitForSelector('[role="listbox"]');
      const times: number[] = [];
      for (const letter of 'voice 9 japanese female many') {
        await page.evaluate(() => {
          const record = { at: 0, shown: 0 };
          Object.assign(window, { record });
          addEventListener(
            'keydown',
            (event) => {
              record.at = event.timeStamp;
              requestAnimationFrame(() => setTimeout(() => (record.shown = performance.now()), 0));
            },
            { once: true },
          );
        });
        await page.keyboard.press(letter === ' ' ? 'Space' : letter);
        await page.waitForFunction(() => (window as unknown as { record: { shown: number } }).record.shown > 0);
        times.push(
          await page.evaluate(() => {
            const { record } = window as unknown as { record: { at: number; shown: number } };
            return record.shown - record.at;
          }),
        );
      }
      return [
        {
          what: 'key to frame, 1,000 voices',
          value: median(times),
          unit: 'ms',
          limit: { kind: 'at most', value: 50 },
          note: `median of ${times.length} keys, the slowest ${Math.round(Math.max(...times))} ms`,
        },
      ];
    } finally {
      await browser.close();
      served.close();
    }
  },
};
