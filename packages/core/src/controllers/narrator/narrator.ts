import type { WordTiming } from '../../contract/timing.ts';
import { NotFoundError } from '../../errors/errors.ts';
import type { PotooError } from '../../errors/potoo-error.ts';
import { asPotooError, inState, isAbort } from '../as-potoo-error.ts';
import { Controller } from '../controller.ts';
import type { PlayerStatus } from '../player/source-player.ts';
import { SpeechSession, type SpeechSessionOptions } from '../speech/speech-session.ts';
import { type PageParagraph, rangeOf, readPage } from './read-page.ts';

/** State of a {@link Narrator}. */
export interface NarratorState {
  readonly status: PlayerStatus;
  /** Paragraphs that there are to read; 0 before the first start. */
  readonly paragraphs: number;
  /** The one that is read, from 0; -1 for none. */
  readonly paragraph: number;
  readonly rate: number;
  readonly error: PotooError | null;
}

/** How a {@link Narrator} is made. */
export interface NarratorOptions extends Omit<SpeechSessionOptions, 'queue' | 'onWord' | 'onEnded'> {
  /** What to read; looked up at each start. @default The page's `article`, else `main`, else its body. */
  readonly root?: (() => Element | null | undefined) | undefined;
  /** Name of the CSS highlight (`::highlight(name)`) of the current word. @default 'potoo-word' */
  readonly highlightName?: string | undefined;
  /** Whether the page scrolls along. @default true */
  readonly follow?: boolean | undefined;
  /** Called when a word begins to sound, with its place in the page. */
  readonly onWord?: ((word: WordTiming, range: Range) => void) | undefined;
  readonly onEnded?: (() => void) | undefined;
}

const HIGHLIGHT = 'potoo-word';
/** Between two paragraphs. */
const BREAK = '\n\n';

/** Reads a page aloud and follows along. The page is not changed: words are marked by the CSS Custom Highlight API. */
export class Narrator extends Controller<NarratorState, NarratorOptions> {
  /** What speaks. */
  readonly speech: SpeechSession;
  #detach: (() => void) | undefined;
  #reading: AbortController | undefined;
  #page: readonly PageParagraph[] = [];
  /** The paragraph that is read first, and where it and each later one begins in what is spoken. */
  #first = 0;
  #starts: readonly number[] = [];

  constructor(options: NarratorOptions) {
    super({ status: 'idle', paragraphs: 0, paragraph: -1, rate: 1, error: null }, options);
    this.speech = new SpeechSession(this.#speechOptions());
    this.speech.subscribe(() => this.#followSpeech());
  }

  /** Reads from a paragraph on. Errors go into the state. Call it in a click. */
  readonly start = (paragraph = 0): void => inState(this.startAsync(paragraph));

  /** Like {@link start}, and resolves at the end. @throws {PotooError} What the service throws; `nothing_to_speak`. */
  readonly startAsync = async (paragraph = 0): Promise<void> => {
    this.life.throwIfAborted();
    this.speech.unlock();
    this.#leave(new DOMException('Reading began elsewhere.', 'AbortError'));
    const reading = new AbortController();
    this.#reading = reading;
    try {
      this.#page = readPage(this.#root());
      this.update({ status: 'loading', paragraphs: this.#page.length, error: null });
      if (this.#page.length === 0) throw nothingToRead();
      await this.#read(Math.max(0, Math.min(paragraph, this.#page.length - 1)), reading.signal);
      this.update({ status: 'ended', paragraph: -1 });
      this.options.onEnded?.();
    } catch (error) {
      if (this.#reading === reading) this.#fail(error);
      throw isAbort(error) ? error : asPotooError(error);
    } finally {
      if (this.#reading === reading) this.#mark(undefined);
    }
  };

  readonly pause = (): void => this.speech.pause();
  readonly resume = (): void => this.speech.resume();

  /** Ends it. */
  readonly stop = (): void => {
    this.#leave(new DOMException('Reading was stopped.', 'AbortError'));
    this.#mark(undefined);
    this.update({ status: 'idle', paragraph: -1 });
  };

  /** Goes on with the next paragraph. */
  readonly next = (): void => this.#goTo(this.getSnapshot().paragraph + 1);
  /** Goes back to the paragraph before. */
  readonly previous = (): void => this.#goTo(Math.max(0, this.getSnapshot().paragraph - 1));
  /** @param rate - 0.25 to 4; pitch stays. */
  readonly setRate = (rate: number): void => this.speech.setRate(rate);
  /** Lets blocked sound out: call it inside a click or a key press. */
  readonly unlock = (): void => this.speech.unlock();

  /** Reads from the paragraph on that an element belongs to, as one that was clicked. */
  readonly startAt = (element: Element): void => {
    const index = readPage(this.#root()).findIndex((each) => each.element.contains(element));
    if (index >= 0) this.start(index);
  };

  protected override attached(): void {
    this.#detach ??= this.speech.attach();
  }

  protected override optionsChanged(): void {
    this.speech.setOptions(this.#speechOptions());
  }

  protected override disposed(): void {
    this.#leave(this.life.reason);
    this.#mark(undefined);
    this.#detach?.();
    this.#detach = undefined;
    this.speech.dispose();
    this.update({ status: 'idle', paragraph: -1 });
  }

  /** Reads to the end as one speech: between two paragraphs there is a pause, and no wait. */
  async #read(first: number, signal: AbortSignal): Promise<void> {
    const paragraphs = this.#page.slice(first);
    let offset = 0;
    this.#starts = paragraphs.map(({ text }) => {
      const start = offset;
      offset += text.length + BREAK.length;
      return start;
    });
    this.#first = first;
    this.update({ paragraph: first });
    async function* texts(): AsyncGenerator<string> {
      for (const { text } of paragraphs) yield text + BREAK;
    }
    await this.speech.speakAsync(texts(), { signal });
  }

  #speechOptions(): SpeechSessionOptions {
    const {
      root: _root,
      highlightName: _name,
      follow: _follow,
      onEnded: _ended,
      onError: _error,
      ...speech
    } = this.options;
    return { ...speech, onWord: (word) => this.#onWord(word) };
  }

  #onWord(word: WordTiming): void {
    const index = this.#starts.findLastIndex((start) => start <= word.charStart);
    const offset = this.#starts[index] ?? 0;
    const paragraph = this.#page[this.#first + index];
    const range = paragraph && rangeOf(paragraph, word.charStart - offset, word.charEnd - offset);
    if (!range) return;
    this.update({ paragraph: this.#first + index });
    this.#mark(range);
    if (this.options.follow ?? true) follow(range);
    this.options.onWord?.(word, range);
  }

  #mark(range: Range | undefined): void {
    // Younger than the browsers that have all else: where it is missing, nothing is marked.
    if (typeof CSS === 'undefined' || !('highlights' in CSS) || typeof Highlight === 'undefined') return;
    const name = this.options.highlightName ?? HIGHLIGHT;
    if (range) CSS.highlights.set(name, new Highlight(range));
    else CSS.highlights.delete(name);
  }

  #root(): Element {
    const given = this.options.root ? this.options.root() : document.querySelector('article, main');
    if (given) return given;
    if (this.options.root) throw nothingToRead();
    return document.body;
  }

  #goTo(index: number): void {
    if (index >= this.getSnapshot().paragraphs) this.stop();
    else this.start(index);
  }

  #followSpeech(): void {
    const { status, rate } = this.speech.getSnapshot();
    // How it ends, the call tells that reads.
    const isOver = status === 'ended' || status === 'idle' || status === 'error';
    this.update({ rate, ...(this.#reading && !isOver && { status }) });
  }

  #fail(error: unknown): void {
    this.#reading = undefined;
    if (isAbort(error)) {
      this.update({ status: 'idle', paragraph: -1 });
      return;
    }
    const known = asPotooError(error);
    this.update({ status: 'error', error: known });
    this.options.onError?.(known);
  }

  #leave(reason: unknown): void {
    const reading = this.#reading;
    this.#reading = undefined;
    reading?.abort(reason);
  }
}

/** Scrolls a word into view, where it is not. */
function follow(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  const behavior = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior });
}

function nothingToRead(): PotooError {
  return new NotFoundError('There is no text to read.', {
    reason: 'nothing_to_speak',
    hint: 'Give `root` an element with text in paragraphs.',
  });
}
