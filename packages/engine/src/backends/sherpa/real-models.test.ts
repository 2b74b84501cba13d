import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pcm, VoiceService } from '@potoo/core';
import { HEADERS } from '@potoo/core/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeWav } from '../../audio/encode/encode-wav.ts';
import { resample } from '../../audio/resample.ts';
import { run, temporaryFolder } from '../../cli/__fixtures__/run.ts';
import { createDefaultService } from '../../cli/default-service.ts';
import { recording } from '../../dsp/enhance/__fixtures__/recordings.ts';
import { createEngine, type Engine } from '../../engine.ts';
import { type InstalledCards, installCards } from '../../models/store/__fixtures__/install-cards.ts';
import { createServer } from '../../server/index.ts';
import { temporaryVoices } from '../../testing/__fixtures__/reference-speech.ts';
import { realModels } from '../../testing/real-models.ts';
import { sharedData } from '../../testing/shared-data.ts';
import { siSdr } from '../../testing/si-sdr.ts';
import { readWav } from '../flite/read-wav.ts';
import { pocketsphinx } from '../pocketsphinx/pocketsphinx.ts';
import { sherpa } from './sherpa.ts';

const models = realModels();
const available = (await sherpa.check()).available;
const reason = !available
  ? 'sherpa-onnx-node is not installed'
  : models.length === 0
    ? 'the shared models are absent'
    : '';

const listens = (await pocketsphinx.check()).available;

/** When each speaker of `three-speakers.wav` speaks, seconds. */
const TURNS = [
  ['SPEAKER_00', 1.7, 3.9],
  ['SPEAKER_01', 6.2, 11.1],
  ['SPEAKER_02', 12.8, 18.0],
] as const;

async function wavOf(pcm: Pcm): Promise<Uint8Array> {
  async function* blocks() {
    yield pcm;
  }
  const settings = { sampleRate: pcm.sampleRate, channels: 1, streaming: false };
  return Buffer.concat(await Array.fromAsync(encodeWav(blocks(), settings)));
}

/** Path of a shared file. */
function shared(name: string): string {
  const file = sharedData(name);
  if (file === undefined) throw new Error(`${name} is absent.`);
  return file;
}

describe.skipIf(reason !== '')(`real models${reason && ` (skipped: ${reason})`}`, () => {
  let installed: InstalledCards;
  let engine: Engine;

  beforeAll(async () => {
    installed = await installCards(models);
    engine = createEngine({ modelsFolder: installed.folder, voicesDirectory: temporaryVoices(), hosts: 1 });
  });

  afterAll(async () => {
    await engine?.close();
    await installed?.[Symbol.asyncDispose]();
  });

  test('spoken digits are written down, with their times', async () => {
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const heard = await Promise.all(
      words.map(async (word) => {
        const audio = { path: shared(`digits/${word}-1.wav`) };
        const { text, segments } = await engine.transcribe({ audio, model: 'letters-digits', words: true });
        const [timed] = segments.flatMap((segment) => segment.words);
        if (timed) expect(timed.end).toBeGreaterThan(timed.start);
        return text;
      }),
    );
    expect(heard.filter((text, index) => text === words[index]).length).toBeGreaterThanOrEqual(9);
  });

  test.skipIf(!listens)('one that knows letters and digits only does not listen unless it is named', async () => {
    const { audio } = await engine.synthesize({
      text: 'The boy was there when the sun rose.',
      voice: 'slt',
      format: 'wav',
    });
    const open = await engine.transcribe({ audio: audio.bytes(), language: 'en' });
    expect(open).toMatchObject({ model: 'pocketsphinx', warnings: [] });
    expect(open.text).toContain('boy was there');
  });

  test('words are found by the outputs of a recogniser that is named', async () => {
    const rate = 16_000;
    const words = ['seven', 'two', 'nine', 'four', 'zero', 'three'];
    const clips = await Promise.all(words.map((word) => recording(`digits/${word}-2.wav`)));
    const pause = new Float32Array(rate);
    const parts = clips.map(
      ({ samples, sampleRate }) => resample({ channels: [samples], sampleRate }, rate).channels[0] ?? pause,
    );
    const joined = Float32Array.from(parts.flatMap((part) => [...pause, ...part]));
    const audio = await wavOf({ channels: [joined], sampleRate: rate });
    const text = 'Seven, two; nine. Four - zero… three!';
    const found = await engine.align({ audio, text, language: 'en', model: 'letters-digits' });
    expect(found).toMatchObject({ model: 'letters-digits', language: 'en', warnings: [] });
    expect(found.words.map((word) => text.slice(word.charStart, word.charEnd).toLowerCase())).toEqual(words);
    // Each clip is a second long, with a second of silence before it.
    const placed = found.words.filter(({ start, end, confidence }, index) => {
      return confidence > 0.9 && start >= 2 * index + 1 && end <= 2 * index + 2;
    });
    expect(placed.length).toBeGreaterThanOrEqual(5);
    for (const [index, { start }] of found.words.entries()) {
      expect(start).toBeGreaterThanOrEqual(found.words[index - 1]?.end ?? 0);
    }
  });

  test.skipIf(!listens)(
    'three speakers are found within 0.2 s, and merged into the transcript',
    async () => {
      const audio = { path: shared('conversation/three-speakers.wav') };
      const { segments, warnings } = await engine.transcribe({
        audio,
        model: 'pocketsphinx',
        diarize: true,
        words: true,
      });
      expect(warnings).toEqual([]);
      expect(segments.map(({ speaker }) => speaker)).toEqual(TURNS.map(([name]) => name));
      for (const [index, { speaker, start, end, words }] of segments.entries()) {
        const [, from, to] = TURNS[index] ?? ['', 0, 0];
        expect(Math.abs(start - from)).toBeLessThan(0.2);
        expect(Math.abs(end - to)).toBeLessThan(0.2);
        expect(words.length).toBeGreaterThan(2);
        expect(words.every((word) => word.speaker === speaker)).toBe(true);
      }
    },
    180_000,
  );

  test('two recordings of one speaker are told from one of another', async () => {
    const clips = ['speaker_1_utt_1', 'speaker_2_test_utt', 'speaker_1_utt_2'];
    const voices = await Promise.all(clips.map((clip) => recording(`speakers/${clip}.wav`, 6)));
    const joined = voices.flatMap(({ samples }) => [...samples, ...new Float32Array(8000)]);
    const audio = await wavOf({ channels: [Float32Array.from(joined)], sampleRate: voices[0]?.sampleRate ?? 16_000 });
    const { segments } = await engine.transcribe({ audio, model: 'letters-digits', diarize: true });
    const turns = segments.map(({ speaker }) => speaker).filter((speaker, at, all) => speaker !== all[at - 1]);
    expect(turns).toEqual(['SPEAKER_00', 'SPEAKER_01', 'SPEAKER_00']);
  });

  test('speakers that sound like a cloned voice have its name', { timeout: 180_000 }, async () => {
    const consent = { speaker: 'Ann', statement: 'Potoo may clone my voice for this test.' };
    const reference = await readFile(shared('speakers/speaker_1_utt_1.wav'));
    const { id } = await engine.cloneVoice({ reference, name: 'Ann', consent });
    try {
      const clips = ['speaker_2_test_utt', 'speaker_1_utt_2'];
      const voices = await Promise.all(clips.map((clip) => recording(`speakers/${clip}.wav`, 6)));
      const joined = voices.flatMap(({ samples }) => [...samples, ...new Float32Array(8000)]);
      const audio = await wavOf({ channels: [Float32Array.from(joined)], sampleRate: voices[0]?.sampleRate ?? 16_000 });
      const { segments } = await engine.transcribe({ audio, model: 'letters-digits', diarize: true });
      const turns = segments.map(({ speaker }) => speaker).filter((speaker, at, all) => speaker !== all[at - 1]);
      expect(turns).toEqual(['SPEAKER_00', 'Ann']);
    } finally {
      await engine.deleteVoice(id);
    }
  });

  test('an installed detector cuts the speech out of a recording', async () => {
    const audio = { path: shared('speech/jfk.wav') };
    const { segments } = await engine.transcribe({ audio, model: 'letters-digits', words: true });
    const starts = segments.map(({ start }) => start);
    // The stretches that the model's authors give, with the pad around each.
    const truth = [
      [0.29, 2.28],
      [3.26, 4.42],
      [5.37, 7.69],
      [8.16, 10.57],
    ] as const;
    for (const start of starts) {
      expect(truth.some(([from, to]) => start >= from - 0.4 && start <= to + 0.4)).toBe(true);
    }
    expect(engine.stats().some(({ name }) => name === 'sherpa silero-real-1')).toBe(true);
  });

  test('the number of speakers can be told', async () => {
    const audio = { path: shared('conversation/three-speakers.wav') };
    const request = { audio, model: 'letters-digits', diarize: true, numSpeakers: 2 };
    const { segments } = await engine.transcribe(request);
    expect(new Set(segments.map(({ speaker }) => speaker)).size).toBe(2);
    // More than there are stretches of speech.
    const many = await engine.transcribe({ ...request, numSpeakers: 32 });
    expect(new Set(many.segments.map(({ speaker }) => speaker)).size).toBe(3);
  });

  test('a denoiser takes babble and noise out', async () => {
    for (const [noisy, clean, least] of [
      ['noise/speech_bab_0dB.wav', 'noise/speech.wav', 3],
      ['noise/noisy_snr0.wav', 'noise/clean_freesound_33711.wav', 2.5],
    ] as const) {
      const { audio } = await engine.enhance({ audio: { path: shared(noisy) }, model: 'gtcrn', format: 'wav' });
      const [before, truth] = await Promise.all([recording(noisy), recording(clean)]);
      const after = readWav(audio.bytes());
      expect(after.samples.length).toBe(before.samples.length);
      expect(after.sampleRate).toBe(before.sampleRate);
      const narrow = [before, after, truth].map(({ samples, sampleRate }) =>
        resample({ channels: [samples], sampleRate }, 16_000).channels[0]?.subarray(0, 49_000),
      );
      const [noise = new Float32Array(), cleaned = new Float32Array(), speech = new Float32Array()] = narrow;
      expect(siSdr(cleaned, speech) - siSdr(noise, speech)).toBeGreaterThan(least);
    }
  });

  test('HTTP gives the speakers and the cleaned audio too', async () => {
    const { fetch } = createServer(engine as VoiceService);
    const form = new FormData();
    form.set('file', new Blob([await readFile(shared('conversation/three-speakers.wav'))]), 'three.wav');
    form.set('model', 'letters-digits');
    form.set('diarize', 'true');
    form.set('num_speakers', '3');
    const response = await fetch(new Request('http://localhost/v1/stt/', { method: 'POST', body: form }));
    expect(response.status).toBe(200);
    const { segments } = await response.json();
    expect(new Set(segments.map(({ speaker }: { speaker: string }) => speaker)).size).toBe(3);

    const noisy = new FormData();
    noisy.set('file', new Blob([await readFile(shared('noise/speech_bab_0dB.wav'))]), 'noisy.wav');
    noisy.set('model', 'gtcrn');
    noisy.set('format', 'wav');
    const cleaned = await fetch(new Request('http://localhost/v1/audio/enhance/', { method: 'POST', body: noisy }));
    expect(cleaned.status).toBe(200);
    expect(cleaned.headers.get('content-type')).toContain('wav');
    expect(cleaned.headers.get(HEADERS.warnings)).toBeNull();
  });

  test('the command uses the denoiser that it is told to, and says what serves where that is not installed', async () => {
    const folder = temporaryFolder();
    const input = shared('noise/speech_bab_0dB.wav');
    const enhanced = async (modelsFolder: string, ...options: string[]) => {
      const output = path.join(folder, 'out.wav');
      const env = { POTOO_MODELS: modelsFolder };
      const argv = ['enhance', input, output, '--no-clarity', ...options];
      const { code, err } = await run(argv, { env, createService: createDefaultService });
      return { code, err, bytes: code === 0 ? await readFile(output) : undefined };
    };
    const named = await enhanced(installed.folder, '--model', 'gtcrn');
    expect(named).toMatchObject({ code: 0, err: expect.not.stringContaining('not installed') });
    const fallback = await enhanced(folder, '--model', 'gtcrn');
    expect(fallback.err).toContain('gtcrn is not installed: rnnoise did the work instead');
    expect(fallback.bytes).toEqual((await enhanced(folder)).bytes);
    expect(fallback.bytes).not.toEqual(named.bytes);
    const strict = await enhanced(folder, '--model', 'gtcrn', '--strict');
    expect(strict).toMatchObject({ code: expect.any(Number), err: expect.stringContaining('potoo pull gtcrn') });
    expect(strict.code).not.toBe(0);
  }, 120_000);

  test('the command tells the speakers too', async () => {
    const env = { POTOO_MODELS: installed.folder };
    const argv = ['transcribe', shared('conversation/three-speakers.wav'), '-m', 'letters-digits', '--speakers', '3'];
    const { code, out } = await run(argv, { env, createService: createDefaultService });
    expect(code).toBe(0);
    expect(new Set(out.match(/^SPEAKER_0\d/gm))).toEqual(new Set(['SPEAKER_00', 'SPEAKER_01', 'SPEAKER_02']));
  });

  test.each([
    ['cut', async (file: string) => truncate(file, 100_000), 'bytes, not'],
    ['changed', async (file: string) => writeFile(file, (await readFile(file)).fill(7, 5000, 5010)), 'other bytes'],
    [
      'of another kind',
      async (file: string) => writeFile(file, await readFile(shared('models/gtcrn.onnx'))),
      'bytes, not',
    ],
  ])('a model file that was %s after it was installed is refused before native code', async (_, spoil, problem) => {
    await using own = await installCards(models.filter(({ card }) => card.id === 'letters-digits'));
    await spoil(path.join(own.folder, 'models/letters-digits-1/letters-digits.zipformer-ctc.onnx'));
    const spoilt = createEngine({ modelsFolder: own.folder, hosts: 1 });
    try {
      const audio = { path: shared('digits/eight-1.wav') };
      await expect(spoilt.transcribe({ audio, model: 'letters-digits' })).rejects.toMatchObject({
        reason: 'model_damaged',
        message: expect.stringContaining(problem),
        hint: expect.stringContaining('potoo pull letters-digits-1'),
      });
      const [{ processes = [] } = {}] = spoilt.stats().filter(({ name }) => name.startsWith('sherpa'));
      expect(processes).toEqual([]);
    } finally {
      await spoilt.close();
    }
  });
});
