import { readFile } from 'node:fs/promises';
import { createEngine } from '@potoo/engine';
import type { Browser, Page } from 'playwright-core';
import type {} from '../../packages/engine/src/browser/__fixtures__/page.ts';
import { serveEnginePage } from '../../packages/engine/src/browser/__fixtures__/serve-page.ts';
import type { Bench } from '../bench.ts';
import { launchChromium, withoutChromium } from '../chromium.ts';
import { median, paired } from '../clock.ts';
import { SENTENCES } from '../sentences.ts';

const UTTERANCES = 500;
/** Utterances after which every buffer and cache has found its size. */
const SETTLED = 100;

/** The voices in a page: how soon they sound, how fast they are beside Node's, and whether the Worker grows. */
export const bench: Bench = {
  id: 'browser-voice',
  title: 'Voices in the browser',
  skip: withoutChromium,
  async run() {
    using served = await serveEnginePage();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(served.url);
      await page.waitForFunction(() => 'voice' in globalThis);
      const cold = await page.evaluate(async () => {
        const start = performance.now();
        await voice.warm();
        return performance.now() - start;
      });
      return [
        {
          what: 'Worker and voices ready, nothing kept',
          value: cold,
          unit: 'ms',
          note: 'Chromium, 21.5 MB from this machine, checked and compiled',
        },
        await firstAudio(page),
        await besideNode(page),
        await growth(page, browser),
      ];
    } finally {
      await browser.close();
    }
  },
};

async function firstAudio(page: Page) {
  const times = await page.evaluate(async (text) => {
    const measured: number[] = [];
    for (let round = 0; round < 10; round++) {
      const start = performance.now();
      for await (const event of voice.streamSpeech({ text, words: true })) {
        // The head of the file is no sound yet.
        if (event.type === 'audio' && event.data.length > 1000) break;
      }
      measured.push(performance.now() - start);
    }
    return measured;
  }, SENTENCES.join(' '));
  const note = `20 sentences with word timings, slt in Chromium, warm; the slowest ${Math.round(Math.max(...times))} ms`;
  return {
    what: 'first audio in a page',
    value: median(times),
    unit: 'ms',
    limit: { kind: 'at most', value: 200 },
    note,
  } as const;
}

async function besideNode(page: Page) {
  const text = SENTENCES.join(' ');
  await using engine = createEngine({ hosts: 1 });
  const request = { text, voice: 'slt', format: 'wav', words: true } as const;
  const speak = () => page.evaluate(async (asked) => (await voice.synthesize(asked)).duration, request);
  const seconds = await speak();
  const { first, second, ratio } = await paired(speak, () => engine.synthesize(request), 5);
  const [inPage, onNode] = [first, second].map((ms) => (ms / 1000 / seconds).toFixed(4));
  const note = `${Math.round(seconds)} s of speech, one thread each; real-time factor ${inPage} in Chromium, ${onNode} on Node`;
  return { what: 'speaking in a page over speaking on Node', value: ratio, unit: 'x', note } as const;
}

async function growth(page: Page, browser: Browser) {
  const speak = (count: number) =>
    page.evaluate(
      async ([sentences, times]) => {
        for (let index = 0; index < times; index++) {
          await voice.synthesize({ text: sentences[index % sentences.length] ?? '', words: true });
        }
      },
      [SENTENCES, count] as const,
    );
  await speak(SETTLED);
  const before = await pageBytes(browser);
  await speak(UTTERANCES - SETTLED);
  const after = await pageBytes(browser);
  const note = `resident memory of the page's process, ${Math.round(after / 2 ** 20)} MB after ${UTTERANCES} utterances, over ${Math.round(before / 2 ** 20)} MB after ${SETTLED}`;
  return {
    what: 'memory of a page after 500 utterances',
    value: after / before,
    unit: 'x',
    limit: { kind: 'at most', value: 1.1 },
    note,
  } as const;
}

/** Resident bytes of the largest renderer, once what can be freed was. */
async function pageBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(
    renderers.map(
      async ({ id }) => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${id}/status`, 'utf8'))?.[1]) * 1024,
    ),
  );
  return Math.max(...sizes);
}
