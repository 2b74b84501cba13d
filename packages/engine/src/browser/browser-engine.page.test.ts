import { type Browser, type BrowserContext, chromium as browsers, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromium, chromiumProgram } from '../../../../scripts/setup/chromium.ts';
import { type EnginePage, serveEnginePage } from './__fixtures__/serve-page.ts';

describe.skipIf(!chromium.isInstalled())('the engine in a page of its own, under a strict policy', () => {
  let served: EnginePage;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    served = await serveEnginePage();
    const executablePath = chromiumProgram();
    browser = await browsers.launch({
      args: ['--no-sandbox'],
      ...(executablePath !== undefined && { executablePath }),
    });
  });

  // A context has storage of its own: nothing of one test is kept for the next.
  beforeEach(async () => {
    served.faults.clear();
    served.asked.length = 0;
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(served.url);
    await page.waitForFunction(() => 'voice' in globalThis);
  });

  afterEach(async () => {
    await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    served?.[Symbol.dispose]();
  });

  const speak = (text = 'Hello there.') =>
    page.evaluate(async (said) => {
      const { duration, voice: speaker } = await voice.synthesize({ text: said });
      return { duration, speaker };
    }, text);
  const failure = () =>
    page.evaluate(async () => {
      try {
        return await voice.synthesize({ text: 'Hello there.' });
      } catch (error) {
        return told(error);
      }
    });

  test('speaks, converts and detects languages without a single violation', async () => {
    const result = await page.evaluate(async () => {
      const text = 'Good morning 🙂. It costs $40. Это по-русски, und das ist ein längerer deutscher Satz.';
      const { audio, words } = await voice.synthesize({ text, words: true });
      const { audio: opus } = await voice.convertAudio({ audio: audio.bytes(), format: 'opus', speed: 2 });
      const decoded = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await opus.blob().arrayBuffer());
      const peak = decoded.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return { duration: audio.duration, words: words.length, converted: decoded.duration, peak };
    });
    expect(result.words).toBeGreaterThan(12);
    expect(result.converted).toBeCloseTo(result.duration / 2, 1);
    expect(result.peak).toBeGreaterThan(0.1);
    expect(await page.evaluate(() => violations)).toEqual([]);
  });

  test('converts to every format that this browser writes, and names the others', async () => {
    const { listed, made } = await page.evaluate(async () => {
      const { formats } = await voice.capabilities();
      const { audio } = await voice.synthesize({ text: 'Good morning.' });
      const converted = async (format: (typeof formats)[number]) => {
        const result = await voice.convertAudio({ audio: audio.bytes(), format });
        if (format === 'pcm') return result.audio.duration;
        const context = new OfflineAudioContext(1, 1, 48_000);
        return (await context.decodeAudioData(await result.audio.blob().arrayBuffer())).duration;
      };
      const every = ['wav', 'pcm', 'mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac'] as const;
      const tried = every.map(async (format) => {
        const outcome = await converted(format).then((seconds) => seconds / audio.duration, told);
        return [format, outcome] as const;
      });
      return { listed: formats, made: await Promise.all(tried) };
    });
    expect(listed).toEqual(expect.arrayContaining(['wav', 'pcm', 'opus']));
    for (const [format, outcome] of made) {
      if (listed.includes(format)) expect(outcome, format).toBeCloseTo(1, 0);
      else expect(outcome).toMatchObject({ code: 'unsupported', reason: 'unsupported_format', param: 'format' });
    }
  });

  test('speaks other languages with espeak, which is checked as well', async () => {
    const spoken = await page.evaluate(async () => {
      const many = createBrowserEngine({ extraVoices: [espeak] });
      const {
        duration,
        voice: speaker,
        language,
      } = await many.synthesize({ text: 'Guten Morgen, wie geht es dir heute?' });
      await many.close();
      return { duration, speaker, language };
    });
    expect(spoken).toMatchObject({ speaker: 'de', language: 'de' });
    expect(spoken.duration).toBeGreaterThan(1);
    expect(await page.evaluate(() => violations)).toEqual([]);
  });

  test('fetches nothing before it is needed, and each asset once', async () => {
    expect(served.asked).toEqual(
      ['index.html', 'page.js', 'favicon.ico'].filter((name) => served.asked.includes(name)),
    );
    await page.evaluate(() => voice.listVoices());
    expect(served.asked).not.toContain('flite.wasm');
    await speak();
    await speak();
    await page.reload();
    await page.waitForFunction(() => 'voice' in globalThis);
    await speak();
    expect(served.asked.filter((name) => name === 'flite.wasm')).toHaveLength(1);
    expect(served.asked).not.toContain('sonic.wasm');
  });

  test('tells how far an asset has come', async () => {
    const told = await page.evaluate(async () => {
      const told: number[] = [];
      const engine = createBrowserEngine({ onAssetProgress: ({ loaded, total }) => told.push(loaded / total) });
      await engine.warm();
      await engine.close();
      return told;
    });
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test.each([
    ['missing', { code: 'not_found', reason: 'asset_missing' }],
    ['first page', { code: 'not_found', reason: 'asset_missing' }],
    ['damaged', { code: 'unreachable', reason: 'checksum_mismatch' }],
    ['cut', { code: 'unreachable', reason: 'download_failed' }],
    ['failing', { code: 'unreachable', reason: 'download_failed' }],
  ] as const)('names an asset that is %s, and speaks once it is there', async (fault, expected) => {
    served.faults.set('flite.wasm', fault);
    expect(await failure()).toMatchObject(expected);
    served.faults.clear();
    expect(await speak()).toMatchObject({ speaker: 'slt' });
  });

  test('says that it is offline, and needs no network once it has its assets', async () => {
    await page.evaluate(() => voice.listVoices());
    await context.setOffline(true);
    expect(await failure()).toMatchObject({ code: 'unreachable', reason: 'offline' });
    await context.setOffline(false);
    await speak();
    served.faults.set('flite.wasm', 'missing');
    await page.reload();
    await page.waitForFunction(() => 'voice' in globalThis);
    expect(await speak()).toMatchObject({ speaker: 'slt' });
  });

  test('fails with a typed error when its Worker dies, and goes on with a new one', async () => {
    await speak();
    const [worker] = page.workers();
    const long = page.evaluate(async () => {
      try {
        return await voice.synthesize({ text: 'This sentence is said over and over again. '.repeat(400) });
      } catch (error) {
        return told(error);
      }
    });
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error('The Worker was killed.');
      });
    });
    expect(await long).toMatchObject({ code: 'internal_error', reason: 'host_crashed' });
    expect(await speak()).toMatchObject({ speaker: 'slt' });
    expect(page.workers()).not.toContain(worker);
  });

  test('says so when the script of its Worker is not there', async () => {
    served.faults.set('worker.js', 'missing');
    const error = await failure();
    expect(error).toMatchObject({ code: 'model_loading', reason: 'host_crashed' });
    expect(error).toHaveProperty('hint', expect.stringContaining('worker-src'));
  });

  test('stops the work when a call is given up: the next one need not wait for it', async () => {
    await speak();
    const times = await page.evaluate(async () => {
      const given = new AbortController();
      const text = 'This sentence is said over and over again. '.repeat(2000);
      let events = 0;
      try {
        for await (const event of voice.streamSpeech({ text }, { signal: given.signal })) {
          events += event.type === 'audio' ? 1 : 0;
          if (events === 3) given.abort(new Error('enough'));
        }
      } catch (error) {
        if (error !== given.signal.reason) throw error;
      }
      const { audio } = await voice.synthesize({ text: 'Hi.' });
      return { events, duration: audio.duration };
    });
    expect(times.events).toBe(3);
    expect(times.duration).toBeLessThan(2);
    expect(page.workers()).toHaveLength(1);
  });

  test('speaks without the timers of its page, which hardly run in a tab that nobody sees', async () => {
    await page.addInitScript(() => {
      // As Chromium does after five minutes: once a minute.
      const { setTimeout: later, setInterval: again } = globalThis;
      const throttled =
        (timer: (run: TimerHandler, ms: number) => number) =>
        (run: TimerHandler, ms = 0) =>
          timer(run, Math.max(ms, 60_000));
      Object.assign(globalThis, { setTimeout: throttled(later), setInterval: throttled(again) });
    });
    await page.reload();
    await page.waitForFunction(() => 'voice' in globalThis);
    expect(await speak('The tab is hidden. The voice goes on.')).toMatchObject({ speaker: 'slt' });
  });
});
