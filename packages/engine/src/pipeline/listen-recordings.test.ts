import type { Pcm } from '@potoo/core';
import { afterAll, describe, expect, test } from 'vitest';
import { createMedia } from '../audio/media.ts';
import type { Recognition, RecognizeEvent } from '../backends/contract.ts';
import { pocketsphinx } from '../backends/pocketsphinx/pocketsphinx.ts';
import { createHostPool } from '../hosts/host-pool.ts';
import { sized } from '../testing/full-size.ts';
import { type KnownSpeech, knownSpeech } from '../testing/known-speech.ts';
import { sharedData } from '../testing/shared-data.ts';
import { wordErrorRate, wordErrors } from '../text/word-error-rate.ts';
import { type ListenOptions, listen, type Recognizer } from './listen.ts';

const recordings = knownSpeech('speech', 'en');
/** Every third of them; at full size all. */
const measured = recordings.filter((_, index) => index % sized(3, 1) === 0);
const usable = recordings.length > 0 && (await pocketsphinx.check()).available;
const where = '(skipped where PocketSphinx or the shared data is absent)';

const HOSTS = 2;
const media = createMedia({ processes: 1 });
const pool = createHostPool({
  name: pocketsphinx.id,
  module: pocketsphinx.host ?? expect.fail('it has a host'),
  size: HOSTS,
  limits: { ...pocketsphinx.limits },
});
afterAll(() => Promise.all([pool.close(), media.close()]));

const recognizer: Recognizer = {
  sampleRate: 16_000,
  parallel: HOSTS,
  async recognize(params, { signal, lane, onPartial }) {
    const call = pool.open<RecognizeEvent, Recognition>('recognize', params, { signal, lane });
    for await (const { partial } of call) onPartial?.(partial);
    return call.result;
  },
};
const OPTIONS: ListenOptions = { language: 'en', partials: false, lane: 'test', signal: new AbortController().signal };

function decode(file: string): AsyncIterable<Pcm> {
  return media.decode(sharedData(file) ?? file, { sampleRate: 16_000, mono: true, maxSeconds: 600 });
}

async function textOf(blocks: AsyncIterable<Pcm>): Promise<string> {
  const texts: string[] = [];
  for await (const event of listen(blocks, recognizer, OPTIONS)) {
    if (event.type === 'segment') texts.push(event.segment.text);
  }
  return texts.join(' ');
}

async function* joined(files: readonly KnownSpeech[]): AsyncGenerator<Pcm> {
  for (const { file } of files) {
    yield* decode(file);
    yield { channels: [new Float32Array(16_000)], sampleRate: 16_000 };
  }
}

describe.runIf(usable)(`real recordings ${where}`, { timeout: 180_000 }, () => {
  test('word error rate over the English recordings', async () => {
    const counts = await Promise.all(
      measured.map(async ({ file, text }) => {
        const heard = await textOf(decode(file));
        return { file, heard, ...wordErrors(text, heard) };
      }),
    );
    const rate = wordErrorRate(counts);
    const table = counts.map(({ file, errors, words, heard }) => `${file} ${errors}/${words} ${heard}`).join('\n');
    expect(rate, table).toBeLessThan(0.235);
  });

  test('one long recording is heard in order, with partial texts, its hosts crashing on the way', async () => {
    const files = recordings.filter(({ file }) => file.includes('19-198-000')).slice(1, 4);
    const texts: string[] = [];
    let [partials, at] = [0, 0];
    for await (const event of listen(joined(files), recognizer, { ...OPTIONS, partials: true })) {
      if (event.type === 'partial') {
        expect(event.start).toBeGreaterThanOrEqual(at - 0.5);
        partials++;
        if (partials === 3) for (const { pid } of pool.stats().processes) process.kill(pid, 'SIGKILL');
      }
      if (event.type !== 'segment') continue;
      expect(event.segment.start).toBeGreaterThanOrEqual(at);
      at = event.segment.end;
      texts.push(event.segment.text);
    }
    expect(pool.stats().crashes).toBeGreaterThan(0);
    expect(partials).toBeGreaterThan(10);
    const truth = files.map(({ text }) => text).join(' ');
    expect(wordErrorRate([wordErrors(truth, texts.join(' '))]), texts.join(' ')).toBeLessThan(0.25);
  });

  test('an abort in the middle stops the hosts', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const listening = (async () => {
      const options = { ...OPTIONS, partials: true, signal: controller.signal };
      for await (const { type } of listen(joined(recordings), recognizer, options)) {
        if (type === 'partial') controller.abort(reason);
      }
    })();
    await expect(listening).rejects.toBe(reason);
    await expect.poll(() => pool.stats().processes.every(({ busy }) => busy === 0)).toBe(true);
  });

  test('a blip and noises are survived', async () => {
    async function* blip(): AsyncGenerator<Pcm> {
      const samples = new Float32Array(32_000);
      for (let at = 16_000; at < 17_600; at++) samples[at] = 0.4 * Math.sin(at / 5);
      yield { channels: [samples], sampleRate: 16_000 };
    }
    expect((await textOf(blip())).split(' ').length).toBeLessThan(3);
    for (const file of ['noise/noise_freesound_573577.wav', 'noise/rir_sim_1001_w11.7_l2.6_h2.5_rt60_0.7919.wav']) {
      await textOf(decode(file));
    }
  });
});
