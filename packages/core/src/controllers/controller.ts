/** What one state of a {@link Controller} has beside its own fields. */
export type Snapshot = object;

/**
 * A piece of voice interface without a framework: a state that changes, the calls that change it, and devices that it
 * holds for as long as it needs them. Nothing happens when it is made: no device, no network, no DOM.
 *
 * Its functions may be taken off the object: they are bound, and stay the same for its whole life.
 */
export abstract class Controller<State extends Snapshot, Options extends object> {
  readonly #listeners = new Set<() => void>();
  readonly #first: State;
  #state: State;
  #life = new AbortController();
  #holders = 0;
  #options: Options;

  protected constructor(state: State, options: Options) {
    this.#first = state;
    this.#state = state;
    this.#options = options;
  }

  /** Calls a listener after every change of the state. Returns what takes it off again. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The state now: the same object until something changes. */
  readonly getSnapshot = (): State => this.#state;

  /** The state that it began with, which is also what a server renders. */
  readonly getServerSnapshot = (): State => this.#first;

  /** Takes other options; those left out keep their values. What runs goes on, and takes them up where it can. */
  readonly setOptions = (options: Partial<Options>): void => {
    this.#options = { ...this.#options, ...options };
    this.optionsChanged();
  };

  /**
   * Says that the controller is in use. The returned function says that it no longer is: with the last user gone it is
   * disposed of. It can be taken into use again, as React's StrictMode does.
   */
  readonly attach = (): (() => void) => {
    this.#holders += 1;
    if (this.#life.signal.aborted) this.#life = new AbortController();
    this.attached();
    let holds = true;
    return () => {
      if (!holds) return;
      holds = false;
      this.#holders -= 1;
      if (this.#holders === 0) this.dispose();
    };
  };

  /** Stops everything and lets go of every device. What is started later is refused, until it is attached again. */
  readonly dispose = (): void => {
    if (this.#life.signal.aborted) return;
    this.#life.abort(new DOMException('The controller was disposed of.', 'AbortError'));
    this.disposed();
  };

  [Symbol.dispose](): void {
    this.dispose();
  }

  protected get options(): Options {
    return this.#options;
  }

  /** Aborts when the controller is disposed of. */
  protected get life(): AbortSignal {
    return this.#life.signal;
  }

  /** Takes a change of the state over, and tells listeners if there is one. */
  protected update(change: Partial<State>): void {
    const changed = Object.entries(change).some(([key, value]) => !Object.is(Reflect.get(this.#state, key), value));
    if (!changed) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Called when it comes into use. */
  protected attached(): void {}
  /** Called when options have changed. */
  protected optionsChanged(): void {}
  /** Called once when it is disposed of: lets go of everything. */
  protected abstract disposed(): void;
}
