import type { Pcm } from '@potoo/core';
import { type SpeechStretch, VoiceActivityDetector } from '../dsp/voice-activity.ts';

/**
 * Cuts the stretches of speech out of a stream of audio.
 * @param blocks - Mono, at `sampleRate`.
 * @throws {RangeError} If a block has another rate or more channels. On abort the signal's reason.
 */
export async function* speechStretches(
  blocks: AsyncIterable<Pcm>,
  sampleRate: number,
  signal: AbortSignal,
): AsyncGenerator<SpeechStretch, void, undefined> {
  const detector = new VoiceActivityDetector({ sampleRate });
  for await (const { channels, sampleRate: rate } of abortable(blocks, signal)) {
    const [samples] = channels;
    if (!samples || channels.length > 1 || rate !== sampleRate) {
      throw new RangeError(`Speech is cut from mono audio at ${sampleRate} Hz, not ${channels.length} x ${rate} Hz.`);
    }
    yield* detector.push(samples);
  }
  yield* detector.flush();
}

/** The stream again; a wait for its next item ends when the signal aborts, whatever the source does. */
async function* abortable<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void, undefined> {
  const items = source[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  // Nobody may be waiting when it aborts.
  aborted.promise.catch(() => {});
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await Promise.race([items.next(), aborted.promise]);
      if (next.done) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // Not awaited: a source that waits for its next item would hold up everybody who leaves.
    if (!ended) Promise.resolve(items.return?.()).catch(() => {});
  }
}
