import { SpeechTurns, type VoiceChange } from './speech-turns.ts';
import type { VoiceDetector } from './voice-detector.ts';

/** Probabilities from which on someone speaks, and below which they no longer do, as Silero's authors have them. */
const BEGINS = 0.5;
const ENDS = 0.35;

/** Who is told what a detector finds. */
export interface DetectedTurnsListener {
  changed(change: VoiceChange): void;
  /** The detector cannot go on: nothing comes any longer. */
  failed(error: unknown): void;
}

/** The turns that a detector finds in a sound that keeps coming. They are told a little later than they were said. */
export class DetectedTurns {
  readonly #turns: SpeechTurns;
  readonly #frames: ReadableStream<Float32Array<ArrayBuffer>>;
  #controller: ReadableStreamDefaultController<Float32Array<ArrayBuffer>> | undefined;

  /** @param silence - Seconds that end a turn. @param signal - Ends it. */
  constructor(
    detector: VoiceDetector,
    listener: DetectedTurnsListener,
    { silence, signal }: { readonly silence?: number | undefined; readonly signal: AbortSignal },
  ) {
    this.#turns = new SpeechTurns(silence);
    this.#frames = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = undefined;
      },
    });
    void this.#follow(detector, listener, signal);
  }

  /** Whether someone speaks. */
  get speaks(): boolean {
    return this.#turns.speaks;
  }

  /** Takes more sound, mono at 16 kHz. */
  push(frames: Float32Array<ArrayBuffer>): undefined {
    this.#controller?.enqueue(frames);
  }

  async #follow(detector: VoiceDetector, listener: DetectedTurnsListener, signal: AbortSignal): Promise<void> {
    const end = () => {
      this.#controller?.close();
      this.#controller = undefined;
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      for await (const { probability, seconds } of detector(readAll(this.#frames), signal)) {
        signal.throwIfAborted();
        const change = this.#turns.push(probability >= (this.speaks ? ENDS : BEGINS), seconds);
        if (change) listener.changed(change);
      }
    } catch (error) {
      if (!signal.aborted) listener.failed(error);
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }
}

/** Not every browser lets a stream be iterated. */
async function* readAll<Chunk>(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
