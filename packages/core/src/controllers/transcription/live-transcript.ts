import type { TranscriptionRequest, TranscriptSegment } from '../../contract/transcription.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import { Listener, type ListenerOptions } from '../listening/listener.ts';
import { movedSegment } from '../listening/moved-segment.ts';
import { type Utterance, utteranceFile } from '../listening/utterance-cutter.ts';

const PARTIAL_MS = 1200;

/** How live speech is written down. */
export interface LiveOptions extends ListenerOptions {
  readonly service: VoiceService;
  readonly request: Omit<TranscriptionRequest, 'audio'>;
  /** Milliseconds between looks at an utterance that is not over; 0 for none. */
  readonly partialMs?: number | undefined;
}

/** Who is told of live speech. */
export interface LiveListener {
  speaking(speaks: boolean): void;
  partial(text: string): void;
  segment(segment: TranscriptSegment): void;
  failed(error: unknown): void;
}

/** Writes down what a microphone hears: each utterance when it has ended, and a guess before. Works with every service. */
export class LiveTranscript {
  readonly #options: LiveOptions;
  readonly #told: LiveListener;
  #listener: Listener | undefined;
  /** Utterances are written down one after the other, so that they come in order. */
  #line: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | undefined;
  #isGuessing = false;

  private constructor(options: LiveOptions, told: LiveListener) {
    this.#options = options;
    this.#told = told;
  }

  /** Opens the microphone and begins. @throws {PotooError} Why it cannot be opened. */
  static async start(options: LiveOptions, told: LiveListener): Promise<LiveTranscript> {
    const live = new LiveTranscript(options, told);
    const listener = await Listener.start(options, {
      began: () => told.speaking(true),
      spoken: (utterance) => live.#write(utterance),
    });
    live.#listener = listener;
    listener.gone.addEventListener('abort', () => told.failed(listener.gone.reason), { signal: options.signal });
    const { partialMs = PARTIAL_MS } = options;
    if (partialMs > 0) live.#timer = setInterval(() => void live.#guess(), partialMs);
    return live;
  }

  /** Stops listening, and waits until all is written down. */
  async finish(): Promise<void> {
    clearInterval(this.#timer);
    await this.#listener?.stop(true);
    await this.#line;
  }

  cancel(): void {
    clearInterval(this.#timer);
    this.#listener?.cancel();
  }

  #write(utterance: Utterance): void {
    const { service, request, signal } = this.#options;
    this.#told.speaking(false);
    this.#line = this.#line.then(async () => {
      if (signal.aborted) return;
      try {
        const transcript = await service.transcribe({ ...request, audio: utteranceFile(utterance) }, { signal });
        signal.throwIfAborted();
        for (const segment of transcript.segments) this.#told.segment(movedSegment(segment, utterance.start));
        if (transcript.segments.length === 0) this.#told.partial('');
      } catch (error) {
        if (!signal.aborted) this.#told.failed(error);
      }
    });
  }

  /** What the utterance under way sounds like so far. A guess that fails is left out: the utterance itself will tell. */
  async #guess(): Promise<void> {
    const utterance = this.#isGuessing ? undefined : this.#listener?.cutter.soFar();
    if (!utterance) return;
    const { service, request, signal } = this.#options;
    this.#isGuessing = true;
    try {
      const { text } = await service.transcribe({ ...request, audio: utteranceFile(utterance) }, { signal });
      const isCurrent = this.#listener?.cutter.soFar()?.start === utterance.start;
      if (isCurrent && !signal.aborted) this.#told.partial(text);
    } catch {
      // See above.
    } finally {
      this.#isGuessing = false;
    }
  }
}
