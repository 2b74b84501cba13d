import type { AudioOutput } from '../../audio/audio-output.ts';
import type { SpeechDetails } from '../../contract/speech.ts';
import type { WordTiming } from '../../contract/timing.ts';
import type { VoiceService } from '../../contract/voice-service.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { loadPart } from '../../load-part.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import type { Loudspeaker } from '../loudspeaker/loudspeaker.ts';
import type { PlayerState, PlayerStatus } from '../player/source-player.ts';
import { Throttle } from '../throttle.ts';
import { WaitingLine } from '../waiting-line.ts';
import { activeWordIndex } from './active-word.ts';
import { ArrivingText } from './arriving-text.ts';
import { type SpokenOptions, spokenOptions } from './spoken-options.ts';
import { SpokenPlayer } from './spoken-player.ts';
import { SpokenWords } from './spoken-words.ts';

/** What becomes of a text that comes while another is spoken. */
export type QueuePolicy = 'replace' | 'append' | 'ignore';

/** State of a {@link SpeechSession}. */
export interface SpeechState extends Pick<PlayerState, 'duration' | 'buffered' | 'rate' | 'volume' | 'muted'> {
  readonly status: PlayerStatus;
  /** What is spoken, as far as it has arrived. */
  readonly text: string;
  /** Its words with their times, as far as it is made. */
  readonly words: readonly WordTiming[];
  /** Texts that wait for their turn. */
  readonly waiting: number;
  /** What the service told at the end: voice, warnings, usage. */
  readonly details: SpeechDetails | null;
  readonly error: PotooError | null;
}

/** How a {@link SpeechSession} is made: the service, the voice, and where it sounds. */
export interface SpeechSessionOptions extends Partial<SpokenOptions> {
  readonly service: VoiceService;
  /** Where it sounds. Sessions of one loudspeaker silence each other. @default One of its own. */
  readonly loudspeaker?: Loudspeaker | undefined;
  /** @default 'replace' */
  readonly queue?: QueuePolicy | undefined;
  /** Called when a word begins to sound. */
  readonly onWord?: ((word: WordTiming, index: number) => void) | undefined;
  readonly onEnded?: (() => void) | undefined;
  readonly onError?: ((error: PotooError) => void) | undefined;
}

/** How one text is spoken: what differs from the session's options. */
export interface SpeakOptions extends Partial<SpokenOptions> {
  readonly queue?: QueuePolicy | undefined;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/** What was heard of a text that was interrupted. */
export interface Interruption {
  /** The text up to the end of the last word that had begun. */
  readonly spokenText: string;
  /** Seconds of audio that had sounded. */
  readonly time: number;
}

/** How often listeners hear that more words have come. */
const WORDS_MS = 250;
const REPLACED = 'Another text was spoken instead.';

/**
 * Speaks texts, also ones that are still arriving: the first sound comes before the last word is made, sentence follows
 * sentence without a gap, and every word has its time.
 */
export class SpeechSession extends Controller<SpeechState, SpeechSessionOptions> {
  /** What plays it: time, peaks, loudspeaker. */
  readonly player: SpokenPlayer;
  readonly #growth = new Throttle(WORDS_MS);
  readonly #line = new WaitingLine((waiting) => this.update({ waiting }));
  #run: AbortController | undefined;
  #text = new ArrivingText('');
  #words: WordTiming[] = [];
  /** Whether the service has begun to answer, and the player has what it gives. */
  #isOpen = false;
  #detachPlayer: (() => void) | undefined;

  constructor(options: SpeechSessionOptions) {
    const player = new SpokenPlayer({ loudspeaker: options.loudspeaker });
    const { duration, buffered, rate, volume, muted } = player.getSnapshot();
    super(
      {
        ...{ status: 'idle', text: '', words: [], waiting: 0, details: null, error: null },
        ...{ duration, buffered, rate, volume, muted },
      },
      options,
    );
    this.player = player;
    player.subscribe(() => this.#followPlayer());
  }

  /** Speaks a text. Errors go into the state. Call it in a click, so that the browser lets sound out. */
  readonly speak = (text: string | AsyncIterable<string>, options?: SpeakOptions): void =>
    inState(this.speakAsync(text, options));

  /**
   * Like {@link speak}, and resolves when it has been spoken, or at once when it was ignored.
   * @throws {PotooError} What the service throws, and `unplayable_audio`.
   * @throws The signal's reason, or an `AbortError` when it is stopped or replaced before its end.
   */
  readonly speakAsync = async (text: string | AsyncIterable<string>, options: SpeakOptions = {}): Promise<void> => {
    this.life.throwIfAborted();
    options.signal?.throwIfAborted();
    // Before anything is awaited: only now is it still the click.
    this.unlock();
    const policy = options.queue ?? this.options.queue ?? 'replace';
    if (this.#run && policy === 'ignore') return;
    if (this.#run && policy === 'append') await this.#line.turn(options.signal);
    else this.#halt(new DOMException(REPLACED, 'AbortError'));
    await this.#speakNow(text, options);
  };

  readonly pause = (): void => this.player.pause();
  readonly resume = (): void => this.player.resume();
  /** Goes to a time, in seconds; no further than what is made. */
  readonly seek = (time: number): void => this.player.seek(time);
  /** @param rate - 0.25 to 4; pitch stays, and what is made already is not made again. */
  readonly setRate = (rate: number): void => this.player.setRate(rate);
  /** @param volume - 0 to 1. */
  readonly setVolume = (volume: number): void => this.player.setVolume(volume);
  readonly setMuted = (muted: boolean): void => this.player.setMuted(muted);
  /** Lets blocked sound out: call it inside a click or a key press, before anything is awaited. */
  readonly unlock = (): void => this.player.unlock();

  /** Ends it, and forgets what waits. */
  readonly stop = (): void => {
    this.interrupt();
  };

  /** Ends it at once, forgets what waits, and tells what had been heard, as when a listener starts to talk. */
  readonly interrupt = (): Interruption => {
    const time = this.player.currentTime;
    const last = this.#words[activeWordIndex(this.#words, time)];
    const interruption = { time, spokenText: last ? this.#text.soFar.slice(0, last.charEnd) : '' };
    this.#halt(new DOMException('The speech was stopped.', 'AbortError'));
    this.update({ status: 'idle' });
    return interruption;
  };

  /** Index of the word that sounds now, or sounded last; -1 before the first and when nothing is spoken. */
  get activeWord(): number {
    const { status } = this.player.getSnapshot();
    const isThere = status === 'playing' || status === 'paused' || status === 'loading';
    return isThere ? activeWordIndex(this.#words, this.player.currentTime) : -1;
  }

  /** Calls a listener when another word begins to sound, and with -1 at the end. */
  readonly subscribeWord = (listener: (index: number) => void): (() => void) => {
    let before = this.activeWord;
    const check = () => {
      const now = this.activeWord;
      if (now === before) return;
      before = now;
      listener(now);
    };
    const offTime = this.player.subscribeTime(check);
    const offState = this.player.subscribe(check);
    return () => {
      offTime();
      offState();
    };
  };

  /** What has been made of the current text, or of the last one, as one file; `null` before the first. */
  readonly audio = (): AudioOutput | null => this.player.getSnapshot().source?.toAudio() ?? null;

  protected override attached(): void {
    this.#detachPlayer ??= this.player.attach();
  }

  protected override optionsChanged(): void {
    this.player.setOptions({ loudspeaker: this.options.loudspeaker });
  }

  protected override disposed(): void {
    this.#halt(this.life.reason);
    this.#detachPlayer?.();
    this.#detachPlayer = undefined;
    this.player.dispose();
    this.update({ status: 'idle' });
  }

  async #speakNow(text: string | AsyncIterable<string>, { signal: given, ...options }: SpeakOptions): Promise<void> {
    const run = new AbortController();
    const signal = AbortSignal.any([run.signal, this.life, ...(given ? [given] : [])]);
    this.#run = run;
    const arriving = new ArrivingText(text);
    this.#text = arriving;
    this.#words = [];
    this.#isOpen = false;
    this.player.stop();
    this.update({ status: 'loading', text: this.#text.soFar, words: [], details: null, error: null });
    const spoken = new SpokenWords(
      () => this.#words,
      (word, index) => this.options.onWord?.(word, index),
    );
    const unsubscribe = this.subscribeWord((index) => spoken.reach(index));
    try {
      await this.#say(arriving, spokenOptions(this.options, options), signal);
      spoken.reach(this.#words.length - 1);
      this.options.onEnded?.();
    } catch (error) {
      if (this.#run === run) this.#failed(error, signal);
      throw signal.aborted || isAbort(error) ? error : asPotooError(error);
    } finally {
      unsubscribe();
      // What is still arriving and being made, for a text that was stopped, stops.
      arriving.stop();
      run.abort();
      if (this.#run === run) {
        this.#run = undefined;
        this.#line.next();
      }
    }
  }

  async #say(text: ArrivingText, options: SpokenOptions, signal: AbortSignal): Promise<void> {
    const { service } = this.options;
    // How speech is received, stretched and played is loaded with the first text.
    const { openSpeech } = await loadPart(import('./speech-source.ts'));
    signal.throwIfAborted();
    const source = await openSpeech(
      { service, text, options, signal },
      {
        word: (word) => {
          if (signal.aborted) return;
          this.#words.push(word);
          this.#growth.run(() => this.#showWords());
        },
        done: (details) => {
          if (signal.aborted) return;
          this.#growth.cancel();
          this.update({ details });
          this.#showWords();
        },
      },
    );
    signal.throwIfAborted();
    this.#isOpen = true;
    await this.player.playAsync(source, { signal });
  }

  #showWords(): void {
    this.update({ words: [...this.#words], text: this.#text.soFar });
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted || isAbort(error, signal)) {
      this.update({ status: 'idle' });
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known });
    this.options.onError?.(known);
  }

  #halt(reason: unknown): void {
    this.#growth.cancel();
    this.#isOpen = false;
    const run = this.#run;
    this.#run = undefined;
    this.#line.clear(reason);
    run?.abort(reason);
    this.player.stop();
  }

  /** Takes over how the audio stands; before there is any, the session waits for the service. */
  #followPlayer(): void {
    const { status, duration, buffered, rate, volume, muted } = this.player.getSnapshot();
    this.update({ ...(this.#isOpen && { status }), duration, buffered, rate, volume, muted });
  }
}
