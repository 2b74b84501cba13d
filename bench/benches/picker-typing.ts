import type { CDPSession } from 'playwright-core';
import { servePage } from '../../packages/react/src/__fixtures__/serve-page.ts';
import type { Bench } from '../bench.ts';
import { launchChromium, withoutChromium } from '../chromium.ts';
import { median } from '../clock.ts';

/** Typing into a picker of a thousand voices: what the page computes from a key to the frame that shows what it found. */
export const bench: Bench = {
  id: 'picker-typing',
  title: 'Typing into a picker of 1,000 voices',
  skip: withoutChromium,
  async run() {
    const served = await servePage();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(served.url);
      await page.click('[data-potoo="picker-trigger"]');
      await page.waitForSelector('[role="listbox"]');
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const times: number[] = [];
      for (const letter of 'voice 9 japanese female many') {
        const before = await taskSeconds(session);
        await page.keyboard.press(letter === ' ' ? 'Space' : letter);
        await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, 0))));
        times.push((await taskSeconds(session)) - before);
      }
      const slowest = Math.round(Math.max(...times) * 1000);
      return [
        {
          what: 'key to frame, 1,000 voices',
          value: median(times) * 1000,
          unit: 'ms',
          limit: { kind: 'at most', value: 50 },
          note: `the page's thread alone, median of ${times.length} keys, the slowest ${slowest} ms`,
        },
      ];
    } finally {
      await browser.close();
      served.close();
    }
  },
};

/** Seconds that the page's thread has computed; waiting for a busy machine does not count. */
async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
