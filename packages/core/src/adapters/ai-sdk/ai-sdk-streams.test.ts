import type { Experimental_StreamingSpeechModelV4 as StreamingSpeechModelV4 } from '@ai-sdk/provider';
import { experimental_streamSpeech as streamSpeech, experimental_streamTranscribe as streamTranscribe } from 'ai';
import { expect, expectTypeOf, test, vi } from 'vitest';
import { toneService } from '../../testing/__fixtures__/tone-service.ts';
import { joinBytes } from '../../transport/byte-streams.ts';
import { encodeBase64 } from '../../wire/base64.ts';
import { speechModel, transcriptionModel } from './index.ts';

const PCM = { type: 'audio/pcm', rate: 16_000 };

/** A stream whose chunks come one by one, and whether it was cancelled. */
function streamed<Chunk>(chunks: Iterable<Chunk>, ends = true) {
  const cancel = vi.fn();
  const left = [...chunks];
  const stream = new ReadableStream<Chunk>({
    pull(controller) {
      const next = left.shift();
      if (next !== undefined) controller.enqueue(next);
      else if (ends) controller.close();
      else return new Promise(() => {});
    },
    cancel,
  });
  return { stream, cancel };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Three words with a pause of a second around each, as 16-bit PCM. */
async function spokenPcm(): Promise<Uint8Array> {
  const model = speechModel(toneService());
  const say = async (text: string) => {
    const { stream } = streamed([{ text }]);
    const spoken = await model.doStream({ text: stream, outputFormat: PCM });
    const parts = await collect(spoken.stream as ReadableStream & AsyncIterable<{ type: string; audio?: Uint8Array }>);
    return joinBytes(parts.flatMap(({ audio }) => (audio ? [audio] : [])));
  };
  const pause = new Uint8Array(2 * 16_000);
  return joinBytes([pause, await say('one'), pause, await say('two'), pause]);
}

test('a model that streams is what the AI SDK takes for one', () => {
  expectTypeOf(speechModel(toneService())).toExtend<StreamingSpeechModelV4>();
});

test('the AI SDK has text spoken while it is still arriving', async () => {
  const result = streamSpeech({
    model: speechModel(toneService()),
    text: ['One ', 'two ', 'three.'],
    outputFormat: PCM,
  });
  const sound = joinBytes(await collect(result.audioStream));
  expect(sound.length).toBeGreaterThan(16_000);
  expect(await result.warnings).toEqual([]);
  const { potoo } = await result.providerMetadata;
  expect(potoo).toMatchObject({ voice: 'sine', words: [{ text: 'One' }, { text: 'two' }, { text: 'three' }] });
  expect(sound.length / 2 / 16_000).toBeCloseTo(Number(potoo?.['duration']), 2);
});

test('speech that is given up, or that the service refuses, lets go of its text', async () => {
  const model = speechModel(toneService());
  const endless = streamed([{ text: 'One ' }], false);
  const left = await model.doStream({ text: endless.stream, outputFormat: PCM });
  const reading = left.stream.getReader();
  const first = reading.read().catch((error: unknown) => error);
  await reading.cancel(new Error('enough'));
  await first;
  expect(endless.cancel).toHaveBeenCalled();

  const aborted = streamed([{ text: 'One ' }], false);
  const signal = AbortSignal.abort(new Error('no longer wanted'));
  const given = await model.doStream({ text: aborted.stream, abortSignal: signal });
  await expect(given.stream.getReader().read()).rejects.toThrow('no longer wanted');
  expect(aborted.cancel).toHaveBeenCalled();

  const refused = streamed([{ text: 'One.' }], false);
  const midi = await model.doStream({ text: refused.stream, outputFormat: { type: 'audio/midi' } });
  await expect(midi.stream.getReader().read()).rejects.toMatchObject({
    code: 'bad_request',
    reason: 'unsupported_format',
  });
  expect(refused.cancel).toHaveBeenCalled();

  const others = streamed([{ text: 'One.' }, { text: 'Two.', voice: 'square' }]);
  const two = await model.doStream({ text: others.stream, outputFormat: PCM });
  await expect(two.stream.getReader().read()).rejects.toMatchObject({ param: 'voice' });
});

test('the AI SDK has live sound written down turn by turn, before it ends', async () => {
  const pcm = await spokenPcm();
  // Chunks of an odd length, some as base64: samples come apart.
  const chunks = Array.from({ length: Math.ceil(pcm.length / 3333) }, (_, at) => {
    const bytes = pcm.subarray(at * 3333, (at + 1) * 3333);
    return at % 2 === 0 ? bytes : encodeBase64(bytes);
  });
  const result = streamTranscribe({
    ...{ model: transcriptionModel(toneService()), audio: streamed(chunks).stream, inputAudioFormat: PCM },
  });
  const finals = (await collect(result.fullStream)).filter(({ type }) => type === 'transcript-final');
  expect(finals).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  expect(await result.text).toBe('one two');
  const [one, two] = await result.segments;
  expect(one?.startSecond).toBeCloseTo(1, 0);
  expect(two?.startSecond).toBeGreaterThan((one?.endSecond ?? 99) + 0.8);
  expect(await result.durationInSeconds).toBeCloseTo(pcm.length / 2 / 16_000, 2);
  expect(await result.language).toBe('en');
});

test('a file that streams in is written down, and sound that is given up is let go', async () => {
  const service = toneService();
  const { audio } = await service.synthesize({ text: 'One two.', format: 'wav' });
  const model = transcriptionModel(service);
  const file = streamed([audio.bytes()]);
  const heard = streamTranscribe({ model, audio: file.stream, inputAudioFormat: { type: 'audio/wav' } });
  expect((await heard.text).toLowerCase()).toBe('one two');

  const given = new AbortController();
  const endless = streamed([new Uint8Array(3200)], false);
  const live = await model.doStream({ audio: endless.stream, inputAudioFormat: PCM, abortSignal: given.signal });
  const reader = live.stream.getReader();
  expect((await reader.read()).value).toEqual({ type: 'stream-start', warnings: [] });
  const next = reader.read();
  given.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
  expect(endless.cancel).toHaveBeenCalled();
});
