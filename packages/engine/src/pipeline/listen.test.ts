import { setTimeout as sleep } from 'node:timers/promises';
import { BadRequestError, InternalError, type Pcm, type TranscriptSegment } from '@potoo/core';
import { describe, expect, test } from 'vitest';
import type { Recognition } from '../backends/contract.ts';
import { type ListenEvent, listen, type Recognizer } from './listen.ts';

const RATE = 16_000;

/** Steady noise that is no speech. */
function pause(seconds: number): Pcm {
  return pcm(Float32Array.from({ length: seconds * RATE }, (_, at) => 0.001 * Math.sin(at * at)));
}

/** A second with the harmonics of a voice at this pitch. */
function voice(pitch: number): Pcm {
  return pcm(Float32Array.from({ length: RATE }, (_, at) => 0.3 * (((at * pitch) / RATE) % 1) - 0.15));
}

function pcm(samples: Float32Array): Pcm {
  return { channels: [samples], sampleRate: RATE };
}

/** Stretches of speech with pauses between, told apart by their pitch. */
async function* talk(stretches: number, onBlock: (stretch: number) => void = () => {}): AsyncGenerator<Pcm> {
  yield pause(2);
  for (let stretch = 0; stretch < stretches; stretch++) {
    onBlock(stretch);
    yield voice(100 + stretch);
    yield pause(1.5);
  }
}

type Listener = (stretch: number, options: Parameters<Recognizer['recognize']>[1]) => Promise<Recognition>;

/** A recogniser that answers by the order in which it is asked. */
function recognizer(listener: Listener, parallel = 2): Recognizer & { readonly asked: number[]; most: number } {
  let asked = 0;
  let running = 0;
  const self = {
    sampleRate: RATE,
    parallel,
    asked: [] as number[],
    most: 0,
    async recognize(_: unknown, options: Parameters<Recognizer['recognize']>[1]): Promise<Recognition> {
      const stretch = asked++;
      self.asked.push(stretch);
      self.most = Math.max(self.most, ++running);
      try {
        return await listener(stretch, options);
      } finally {
        running--;
      }
    },
  };
  return self;
}

function said(text: string): Recognition {
  return { text, words: [{ text, start: 0.2, end: 0.6, confidence: 0.5 }] };
}

const OPTIONS = { language: 'en', partials: false, lane: 'test', signal: new AbortController().signal };

async function collect(events: AsyncIterable<ListenEvent>): Promise<ListenEvent[]> {
  const all: ListenEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function segments(events: readonly ListenEvent[]): TranscriptSegment[] {
  return events.flatMap((event) => (event.type === 'segment' ? [event.segment] : []));
}

describe('segments', () => {
  test('come in order of time though later ones are ready first, with times of the whole audio', async () => {
    const slowFirst = recognizer(async (stretch) => {
      await sleep(stretch === 0 ? 60 : 1);
      return said(`word${stretch}`);
    });
    const heard = segments(await collect(listen(talk(4), slowFirst, OPTIONS)));
    expect(heard.map(({ text }) => text)).toEqual(['word0', 'word1', 'word2', 'word3']);
    expect(slowFirst.most).toBeGreaterThan(1);
    heard.forEach(({ start, end, words, confidence }, index) => {
      expect(start).toBeCloseTo(2 + index * 2.5 - 0.15 + 0.2, 1);
      expect(end).toBeCloseTo(start + 0.4, 5);
      expect(words).toEqual([{ text: `word${index}`, start, end, confidence: 0.5 }]);
      // A sum of binary fractions would be written with fifteen digits of noise.
      expect(`${start} ${end}`).toMatch(/^\d+(?:\.\d{1,6})? \d+(?:\.\d{1,6})?$/);
      expect(confidence).toBe(0.5);
    });
  });

  test('are not made of silence, nor of stretches without a word', async () => {
    const never = recognizer(async () => said('never'));
    expect(await collect(listen((async function* () {})(), never, OPTIONS))).toEqual([]);
    expect(await collect(listen(talk(0), never, OPTIONS))).toEqual([]);
    expect(never.asked).toEqual([]);
    const deaf = recognizer(async () => ({ text: '', words: [] }));
    expect(await collect(listen(talk(2), deaf, OPTIONS))).toEqual([]);
  });

  test('tell progress where the length is known', async () => {
    const quick = recognizer(async () => said('yes'));
    const events = await collect(listen(talk(3), quick, { ...OPTIONS, duration: () => 9.5 }));
    const fractions = events.flatMap((event) => (event.type === 'progress' ? [event.progress.fraction] : []));
    expect(fractions).toHaveLength(3);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('memory', () => {
  test('a reader that stops reading stops the source within a few stretches', async () => {
    let read = 0;
    const quick = recognizer(async () => said('yes'));
    const events = listen(
      talk(1000, (stretch) => {
        read = stretch;
      }),
      quick,
      OPTIONS,
    );
    await events.next();
    await sleep(30);
    expect(read).toBeLessThan(10);
    await events.return();
  });
});

describe('partial texts', () => {
  test('are told for the stretch whose turn it is, before its segment', async () => {
    const telling = recognizer(async (stretch, { onPartial }) => {
      for (const text of ['a', 'a b']) {
        onPartial?.(`${text} ${stretch}`);
        await sleep(2);
      }
      return said(`a b c ${stretch}`);
    });
    const events = await collect(listen(talk(4), telling, { ...OPTIONS, partials: true }));
    let segmentsSeen = 0;
    let last = 0;
    for (const event of events) {
      if (event.type === 'partial') {
        expect(event.text).toMatch(new RegExp(` ${segmentsSeen}$`));
        expect(event.start).toBeGreaterThanOrEqual(last);
        last = event.start;
      }
      if (event.type === 'segment') segmentsSeen++;
    }
    expect(segmentsSeen).toBe(4);
    expect(events.filter(({ type }) => type === 'partial').length).toBeGreaterThan(4);
  });

  test('are not asked for unless wanted', async () => {
    const listener = recognizer(async (_, { onPartial }) => {
      expect(onPartial).toBeUndefined();
      return said('yes');
    });
    await collect(listen(talk(1), listener, OPTIONS));
  });
});

describe('an end before the end', () => {
  test('an abort rejects with its reason and stops what runs, also while the source is silent', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const stopped: unknown[] = [];
    const hanging = recognizer(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stopped.push(signal.reason);
            reject(signal.reason);
          });
        }),
    );
    async function* endless(): AsyncGenerator<Pcm> {
      yield* talk(2);
      await new Promise(() => {});
    }
    const listening = collect(listen(endless(), hanging, { ...OPTIONS, signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 30);
    await expect(listening).rejects.toBe(reason);
    expect(stopped).toEqual([reason, reason]);
  });

  test('an aborted signal is refused before anything is read', async () => {
    const quick = recognizer(async () => said('yes'));
    const reason = new Error('before');
    const options = { ...OPTIONS, signal: AbortSignal.abort(reason) };
    await expect(collect(listen(talk(1), quick, options))).rejects.toBe(reason);
    expect(quick.asked).toEqual([]);
  });

  test('leaving the loop stops what runs and lets go of the source', async () => {
    let released = false;
    async function* source(): AsyncGenerator<Pcm> {
      try {
        yield* talk(100);
      } finally {
        released = true;
      }
    }
    let stopped = 0;
    const listener = recognizer(async (stretch, { signal }) => {
      if (stretch === 0) return said('first');
      await sleep(10_000, undefined, { signal }).catch(() => stopped++);
      signal.throwIfAborted();
      return said('late');
    });
    for await (const event of listen(source(), listener, { ...OPTIONS, partials: true })) {
      if (event.type === 'segment') break;
    }
    await sleep(5);
    expect(released).toBe(true);
    expect(stopped).toBeGreaterThan(0);
  });

  test('an error of one stretch fails the call with that error, after the segments before it', async () => {
    const refusal = new BadRequestError('no', { reason: 'language_not_supported' });
    const listener = recognizer(async (stretch) => {
      if (stretch === 2) throw refusal;
      return said(`${stretch}`);
    });
    const heard: ListenEvent[] = [];
    const listening = (async () => {
      for await (const event of listen(talk(5), listener, OPTIONS)) heard.push(event);
    })();
    await expect(listening).rejects.toBe(refusal);
    expect(segments(heard).map(({ text }) => text)).toEqual(['0', '1']);
  });

  test('an error of the source is thrown as it is', async () => {
    const broken = new BadRequestError('torn', { reason: 'undecodable_audio' });
    async function* source(): AsyncGenerator<Pcm> {
      yield* talk(1);
      throw broken;
    }
    const quick = recognizer(async () => said('yes'));
    await expect(collect(listen(source(), quick, OPTIONS))).rejects.toBe(broken);
  });

  test('a crashed host is tried once more, and no oftener', async () => {
    const crash = new InternalError('gone', { reason: 'host_crashed' });
    let crashes = 0;
    const once = recognizer(async () => {
      if (crashes++ === 0) throw crash;
      return said('yes');
    });
    expect(segments(await collect(listen(talk(1), once, OPTIONS)))).toHaveLength(1);
    const always = recognizer(() => Promise.reject(crash));
    await expect(collect(listen(talk(1), always, OPTIONS))).rejects.toBe(crash);
    expect(always.asked).toHaveLength(2);
  });

  test('audio of another shape is a mistake of the program', async () => {
    const quick = recognizer(async () => said('yes'));
    async function* stereo(): AsyncGenerator<Pcm> {
      yield { channels: [new Float32Array(10), new Float32Array(10)], sampleRate: RATE };
    }
    await expect(collect(listen(stereo(), quick, OPTIONS))).rejects.toThrow(RangeError);
  });
});
