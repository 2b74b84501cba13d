import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium as browsers, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHROMIUM_FLAGS } from '../../../../scripts/browser/chromium-flags.ts';
import { chromium, chromiumProgram } from '../../../../scripts/setup/chromium.ts';
import { sharedData } from '../testing/shared-data.ts';
import {
  MOONSHINE_HEARD,
  tinyWebKokoro,
  tinyWebMoonshine,
  tinyWebSilero,
  tinyWebWhisper,
  WEB_HEARD,
  WEB_LANGUAGE,
} from '../testing/tiny-models/tiny-web-models.ts';
import { type EnginePage, serveEnginePage } from './__fixtures__/serve-page.ts';

/** What tests leave in the page. */
declare global {
  var toldAssets: string[];
  var listens: boolean;
  var given: AbortController;
}

// Each starts several Workers, and each of those 26 MB of WASM.
const timeout = 300_000;

describe.skipIf(!chromium.isInstalled())('neural models in a page, under a strict policy', { timeout }, () => {
  let served: EnginePage;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    served = await serveEnginePage({ neural: true });
    served.hub.repositories.set('made-up/kokoro', tinyWebKokoro());
    served.hub.repositories.set('made-up/whisper', tinyWebWhisper());
    served.hub.repositories.set('made-up/moonshine', tinyWebMoonshine());
    // The published model, where it lies beside the repository.
    const silero = sharedData('models/silero_vad.onnx');
    const detector = silero ? new Map([['onnx/model.onnx', await readFile(silero)]]) : tinyWebSilero();
    served.hub.repositories.set('made-up/silero', detector);
    const executablePath = chromiumProgram();
    browser = await browsers.launch({
      args: [...CHROMIUM_FLAGS, '--autoplay-policy=no-user-gesture-required'],
      ...(executablePath !== undefined && { executablePath }),
    });
  });

  beforeEach(async () => {
    served.faults.clear();
    served.hub.faults.clear();
    served.hub.asked.length = 0;
    served.reports.length = 0;
    context = await browser.newContext();
    context.setDefaultTimeout(120_000);
    page = await context.newPage();
    await open();
  });

  afterEach(async () => {
    await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    served?.[Symbol.dispose]();
  });

  const open = async () => {
    await page.goto(served.url);
    await page.waitForFunction(() => 'voice' in globalThis);
    await page.evaluate(() => {
      globalThis.toldAssets = [];
      globalThis.voice = createBrowserEngine({
        extraVoices: [espeak],
        onAssetProgress: ({ asset, loaded, total }) => {
          if (loaded === total) toldAssets.push(asset);
        },
        neural: {
          models: [
            { id: 'kokoro', repository: 'made-up/kokoro' },
            { id: 'whisper-base', repository: 'made-up/whisper' },
            { id: 'moonshine-tiny', repository: 'made-up/moonshine' },
            { id: 'silero-vad', repository: 'made-up/silero' },
          ],
          runtimeBase: '/runtime',
          modelBase: '/hub',
          device: 'wasm',
        },
      });
    });
  };

  test('speak beside the voices of the engine, without a single violation, and are kept', async () => {
    const result = await page.evaluate(async () => {
      const own = await voice.synthesize({ text: 'Hello.' });
      const neural = await voice.synthesize({ text: 'Hello there, my friend.', voice: 'af_heart', words: true });
      return {
        own: own.voice,
        neural: [neural.voice, neural.model, neural.audio.sampleRate, neural.words.length],
        duration: neural.audio.duration,
        assets: toldAssets,
        violations,
      };
    });
    expect(result.own).toBe('slt');
    expect(result.neural).toEqual(['af_heart', 'kokoro', 24_000, 4]);
    expect(result.duration).toBeGreaterThan(0.5);
    expect(result.assets).toContain('made-up/kokoro/onnx/model_quantized.onnx');

    // In a page that begins anew, and does not reach the hub.
    served.hub.asked.length = 0;
    served.hub.faults.set('', 'failing');
    await open();
    const again = await page.evaluate(async () => (await voice.synthesize({ text: 'Hi.', voice: 'af_heart' })).voice);
    expect(again).toBe('af_heart');
    expect(served.hub.asked.filter((asked) => asked.includes('.onnx'))).toEqual([]);
    expect([...result.violations, ...(await page.evaluate(() => violations)), ...served.reports]).toEqual([]);
  });

  test('understand speech, whole and as it comes, without a single violation', async () => {
    const result = await page.evaluate(async () => {
      const { features } = await voice.capabilities();
      const own = await voice.synthesize({ text: 'This is the voice that needs nothing.' });
      const audio = own.audio.bytes();
      const heard = await voice.transcribe({ audio, model: 'whisper-base', words: true });
      const events: string[] = [];
      let english = '';
      for await (const event of voice.streamTranscript({ audio, model: 'moonshine-tiny' })) {
        events.push(event.type);
        if (event.type === 'done') english = event.transcript.text;
      }
      return {
        features,
        heard: [heard.text, heard.language, heard.model],
        words: heard.segments[0]?.words.map(({ text }) => text),
        seconds: [heard.duration, own.audio.duration],
        events,
        english,
        violations,
      };
    });
    expect(result.features).toEqual(expect.arrayContaining(['transcribe', 'streamTranscript']));
    expect(result.heard).toEqual([WEB_HEARD.low, WEB_LANGUAGE, 'whisper-base']);
    expect(result.words).toEqual(WEB_HEARD.low.split(' '));
    expect(result.seconds[0]).toBeCloseTo(result.seconds[1] ?? 0, 1);
    expect(result.events).toEqual(expect.arrayContaining(['partial', 'segment', 'done']));
    expect(result.english).toBe(MOONSHINE_HEARD);
    expect([...result.violations, ...served.reports]).toEqual([]);
  });

  test('tell when somebody speaks into the microphone', async () => {
    const heard = await page.evaluate(async () => {
      const { Microphone, VoiceActivity } = listening;
      const refused = await createBrowserEngine().voiceDetector().catch(told);
      const detector = await voice.voiceDetector();
      const microphone = new Microphone({ constraints: { echoCancellation: false, noiseSuppression: false } });
      const { promise, resolve, reject } = Promise.withResolvers<{ start: number; end: number; bytes: number }>();
      const activity = new VoiceActivity({
        ...{ microphone, detector, silence: 0.2, workletUrl: '/capture-worklet.js', onError: reject },
        onSpeechEnd: ({ audio, start, end }) => resolve({ start, end, bytes: audio.size }),
      });
      await activity.startAsync();
      const speech = await promise;
      await activity.stopAsync();
      microphone.dispose();
      return { refused, speech, status: activity.getSnapshot().status, violations };
    });
    // Its Worker is killed while it listens: the next start has a new one.
    const lost = page.evaluate(async () => {
      const { VoiceActivity } = listening;
      const detector = await voice.voiceDetector();
      const failed = Promise.withResolvers<unknown>();
      const heardAgain = Promise.withResolvers<void>();
      const activity = new VoiceActivity({
        ...{ detector, workletUrl: '/capture-worklet.js' },
        onError: (error) => failed.resolve(told(error)),
        onSpeechStart: () => heardAgain.resolve(),
      });
      await activity.startAsync();
      globalThis.listens = true;
      const error = await failed.promise;
      const { status } = activity.getSnapshot();
      await activity.startAsync();
      await heardAgain.promise;
      activity.dispose();
      return { error, status };
    });
    await page.waitForFunction(() => globalThis.listens);
    const [worker] = page.workers();
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error('The Worker was killed.');
      });
    });
    expect(await lost).toMatchObject({ error: { code: 'internal_error', reason: 'host_crashed' }, status: 'error' });
    expect(heard.refused).toMatchObject({ code: 'unsupported', hint: expect.stringContaining('silero-vad') });
    // Two bytes for each of 16,000 frames a second, after 44 bytes of header.
    expect(heard.speech.bytes - 44).toBeCloseTo((heard.speech.end - heard.speech.start) * 32_000, -2);
    expect(heard.speech.end - heard.speech.start).toBeGreaterThan(0.3);
    expect(heard.status).toBe('idle');
    expect([...heard.violations, ...served.reports]).toEqual([]);
  });

  test('keep the contract of listening', async () => {
    const { failed, run } = await page.evaluate(
      async (heard) => {
        const { audio, duration } = await voice.synthesize({ text: 'This is the voice that needs nothing.' });
        const sample = { bytes: audio.bytes(), text: heard.text, language: heard.language, duration };
        const create = async () => voice;
        const speaking = ['synthesize', 'streamSpeech', 'convertAudio'] as const;
        const spoken = new Set(contractCases({ create, features: speaking }).map(({ name }) => name));
        const features = [...speaking, 'transcribe', 'streamTranscript'] as const;
        const cases = contractCases({ create, features, sampleAudio: sample }).filter(({ name }) => !spoken.has(name));
        const failed: string[] = [];
        for (const { name, run } of cases) {
          await run().catch((error: unknown) => failed.push(`${name}: ${error}`));
        }
        return { failed, run: cases.length };
      },
      { text: WEB_HEARD.low, language: WEB_LANGUAGE },
    );
    expect(run).toBeGreaterThan(6);
    expect(failed).toEqual([]);
  });

  const failure = (model = 'whisper-base') =>
    page.evaluate(async (name) => {
      try {
        await voice.warm({ model: name });
        return undefined;
      } catch (error) {
        return told(error);
      }
    }, model);

  test('say what is missing: the library, a file, or room; and serve once it is there', async () => {
    served.faults.set('transformers.min.js', 'missing');
    expect(await failure()).toMatchObject({
      code: 'not_found',
      reason: 'asset_missing',
      hint: expect.stringContaining('npm install @huggingface/transformers'),
    });
    served.faults.clear();
    served.hub.faults.set('encoder_model_quantized.onnx', 'missing');
    expect(await failure()).toMatchObject({ code: 'not_found', reason: 'asset_missing' });
    served.hub.faults.clear();
    const devtools = await context.newCDPSession(page);
    const origin = new URL(served.url).origin;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
    expect(await failure('moonshine-tiny')).toMatchObject({
      code: 'device',
      reason: 'storage_full',
      needed_bytes: expect.any(Number),
    });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    expect(await failure('moonshine-tiny')).toBeUndefined();
    expect(await failure()).toBeUndefined();
  });

  test('stop a download that is given up', async () => {
    served.hub.faults.set('encoder_model_quantized.onnx', 'hanging');
    const coming = page.evaluate(() => {
      globalThis.given = new AbortController();
      return voice.warm({ model: 'whisper-base', signal: given.signal }).then(
        () => 'came',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    });
    await served.hub.begun('encoder_model_quantized.onnx');
    await page.evaluate(() => given.abort(new Error('enough')));
    expect(await coming).toBe('enough');
    served.hub.faults.clear();
    expect(await failure()).toBeUndefined();
  });
});
