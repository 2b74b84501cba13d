import { UnsupportedError } from '../../errors/errors.ts';
import { contextRuns } from '../context-runs.ts';
import { onNextGesture } from './on-next-gesture.ts';

/** How a {@link Loudspeaker} is made. */
export interface LoudspeakerOptions {
  /** Context to play through; it is never closed here. @default One of its own, made at the first sound. */
  readonly context?: AudioContext | undefined;
  /** Element to play files with. @default One of its own, made at the first file. */
  readonly element?: HTMLAudioElement | undefined;
  /** Whether blocked sound goes on at the next click or key. @default true */
  readonly resumeOnGesture?: boolean | undefined;
  /** Makes contexts of its own. @default `() => new AudioContext()` */
  readonly createContext?: (() => AudioContext) | undefined;
}

/** Someone who uses the loudspeaker, and gives it up when another starts. */
export interface LoudspeakerUser {
  /** Another user has begun: be silent. */
  giveUp(): void;
}

/**
 * The one way out for sound: one audio element and one audio context, made at the first sound and kept, so that a browser
 * that wants a click before sound has to be asked once. Who starts silences who sounded before.
 */
export class Loudspeaker {
  readonly #options: LoudspeakerOptions;
  readonly #waiting = new Set<() => void>();
  #context: AudioContext | undefined;
  #element: HTMLAudioElement | undefined;
  #user: LoudspeakerUser | undefined;
  #stopListening: (() => void) | undefined;

  constructor(options: LoudspeakerOptions = {}) {
    this.#options = options;
  }

  /**
   * The audio context, made when it is first asked for.
   * @throws {UnsupportedError} Where there is no Web Audio.
   */
  get context(): AudioContext {
    const given = this.#options.context;
    if (given) return given;
    if (this.#context && this.#context.state !== 'closed') return this.#context;
    if (!this.#options.createContext && typeof AudioContext === 'undefined') throw noSound('AudioContext');
    this.#context = this.#options.createContext?.() ?? new AudioContext();
    return this.#context;
  }

  /**
   * The audio element, made when it is first asked for; it is not in the page.
   * @throws {UnsupportedError} Where there is no DOM.
   */
  get element(): HTMLAudioElement {
    if (this.#options.element) return this.#options.element;
    if (!this.#element && typeof Audio === 'undefined') throw noSound('Audio');
    this.#element ??= new Audio();
    return this.#element;
  }

  /** Takes the loudspeaker: the user before gives up. */
  claim(user: LoudspeakerUser): void {
    if (this.#user === user) return;
    const before = this.#user;
    this.#user = user;
    before?.giveUp();
  }

  /** Gives the loudspeaker back. */
  release(user: LoudspeakerUser): void {
    if (this.#user === user) this.#user = undefined;
  }

  /**
   * Asks the browser to let sound out. Call it inside a click or a key press, before anything is awaited: it reaches the
   * element and the context at once, and what was blocked goes on.
   */
  unlock(): void {
    if (typeof document === 'undefined') return;
    // On iOS an element may play later once `load` was called in a gesture; one that has a source must not start again.
    if (!this.element.src) this.element.load();
    const { context } = this;
    void context
      .resume()
      .then(() => this.#goOn())
      .catch(() => {});
    this.#goOn();
  }

  /** Waits until the context runs. Gives `false` where the browser wants a gesture first. Never rejects. */
  ready(): Promise<boolean> {
    return contextRuns(this.context);
  }

  /** Calls back when a gesture has let sound out, or {@link unlock} was called. Returns what forgets it. */
  whenUnlocked(callback: () => void): () => void {
    this.#waiting.add(callback);
    if (this.#options.resumeOnGesture ?? true) this.#stopListening ??= onNextGesture(() => this.unlock());
    return () => {
      this.#waiting.delete(callback);
      if (this.#waiting.size === 0) this.#listenNoMore();
    };
  }

  /** Lets go of a context that has lost its clock; the next sound gets a new one. */
  replaceContext(): void {
    const lost = this.#context;
    this.#context = undefined;
    if (lost && lost.state !== 'closed') void lost.close().catch(() => {});
  }

  /** Silences the user, closes the context and empties the element. A sound that comes later makes new ones. */
  dispose(): void {
    this.#user?.giveUp();
    this.#user = undefined;
    this.#waiting.clear();
    this.#listenNoMore();
    this.replaceContext();
    this.#element?.removeAttribute('src');
    this.#element = undefined;
  }

  #goOn(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    this.#listenNoMore();
    for (const callback of waiting) callback();
  }

  #listenNoMore(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
  }
}

function noSound(what: string): UnsupportedError {
  return new UnsupportedError(`Sound needs a browser: there is no ${what} here.`, {
    reason: 'ssr',
    hint: 'Play in the browser.',
  });
}
