import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import { Listener } from '../listening/listener.ts';
import { type TurnOptions, type Utterance, utteranceFile } from '../listening/utterance-cutter.ts';
import { Microphone } from '../microphone/microphone.ts';

/** State of a {@link VoiceActivity}. */
export interface VoiceActivityState {
  readonly status: 'idle' | 'requesting' | 'listening' | 'error';
  /** Whether someone speaks now. */
  readonly speaking: boolean;
  readonly error: PotooError | null;
}

/** What somebody said, from one pause to the next. */
export interface HeardSpeech {
  /** A WAV file, mono at 16 kHz. */
  readonly audio: Blob;
  /** Seconds since listening began. */
  readonly start: number;
  /** Seconds since listening began. */
  readonly end: number;
}

/** How a {@link VoiceActivity} is made. */
export interface VoiceActivityOptions extends TurnOptions {
  /** What is listened to. @default One of its own. */
  readonly microphone?: Microphone | undefined;
  /** Where `@potoo/core/capture-worklet` is served, where a bundler does not find it by itself. */
  readonly workletUrl?: string | URL | undefined;
  readonly onSpeechStart?: (() => void) | undefined;
  readonly onSpeechEnd?: ((speech: HeardSpeech) => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

/** Tells when somebody speaks into a microphone, and hands out what they said. Nothing leaves the page. */
export class VoiceActivity extends Controller<VoiceActivityState, VoiceActivityOptions> {
  readonly #own = new Microphone();
  #detachOwn: (() => void) | undefined;
  #session: AbortController | undefined;
  #listener: Listener | undefined;

  constructor(options: VoiceActivityOptions = {}) {
    super({ status: 'idle', speaking: false, error: null }, options);
  }

  /** What is listened to. */
  get microphone(): Microphone {
    return this.options.microphone ?? this.#own;
  }

  /** Opens the microphone and listens. Errors go into the state. */
  readonly start = (): void => inState(this.startAsync());

  /** Like {@link start}, and resolves when it listens. @throws {PotooError} Why the microphone cannot be opened. */
  readonly startAsync = async (): Promise<void> => {
    this.life.throwIfAborted();
    this.#end();
    const session = new AbortController();
    const signal = AbortSignal.any([session.signal, this.life]);
    this.#session = session;
    this.update({ status: 'requesting', error: null });
    try {
      const { silence, detector, workletUrl } = this.options;
      const listener = await Listener.start(
        { microphone: this.microphone, silence, detector, workletUrl, signal },
        { began: () => this.#began(), spoken: (utterance) => this.#spoken(utterance) },
      );
      this.#listener = listener;
      listener.gone.addEventListener('abort', () => this.#fail(listener.gone.reason), { signal });
      this.update({ status: 'listening' });
    } catch (error) {
      if (this.#session === session) this.#fail(error);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    }
  };

  /** Stops listening; what is being said is handed out first. */
  readonly stop = (): void => inState(this.stopAsync());

  /** Like {@link stop}, and resolves when what was said has been handed out. */
  readonly stopAsync = async (): Promise<void> => {
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.stop(this.getSnapshot().speaking);
    this.#end();
    if (this.getSnapshot().status !== 'error') this.update({ status: 'idle' });
  };

  protected override attached(): void {
    this.#detachOwn ??= this.#own.attach();
  }

  protected override disposed(): void {
    this.#end();
    this.#detachOwn?.();
    this.#detachOwn = undefined;
    this.#own.dispose();
    this.update({ status: 'idle' });
  }

  #began(): void {
    this.update({ speaking: true });
    this.options.onSpeechStart?.();
  }

  #spoken(utterance: Utterance): void {
    this.update({ speaking: false });
    const { start, frames, sampleRate } = utterance;
    const end = start + frames.length / sampleRate;
    this.options.onSpeechEnd?.({ audio: utteranceFile(utterance), start, end });
  }

  #fail(error: unknown): void {
    this.#end();
    if (isAbort(error)) {
      this.update({ status: 'idle' });
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known });
    this.options.onError?.(known);
  }

  #end(): void {
    this.#session?.abort(new DOMException('Nobody listens any longer.', 'AbortError'));
    this.#session = undefined;
    this.#listener?.cancel();
    this.#listener = undefined;
    this.update({ speaking: false });
  }
}
