/**
 * What a host process loads. A host is a child process that runs native or heavy code, so that a crash, a hang or a leak
 * costs one host and never the server.
 */
export interface HostModule<Options = unknown> {
  /** Loads what is heavy (models, WASM). Called once per process, before its first request. */
  create(options: Options): Promise<HostWorker>;
}

/** What a loaded host answers to: a method per request kind. */
export interface HostWorker {
  readonly methods: HostMethods;
}

/** Methods by the names that calls give. */
export type HostMethods = Readonly<Record<string, HostMethod>>;

/**
 * One request in a host. Whatever it throws reaches the caller: a `PotooError` as the same class, anything else as
 * `internal_error`.
 * @param params - Structured-cloneable.
 * @returns Structured-cloneable; the result of the call.
 */
export type HostMethod = (
  // biome-ignore lint/suspicious/noExplicitAny: parameters are checked by the caller's side of the pair, which is ours
  params: any,
  context: HostContext,
) => Promise<unknown>;

/** What a host method can do beside returning. */
export interface HostContext {
  /** Aborts when the caller gave up. A method that does not react within the grace time loses its process. */
  readonly signal: AbortSignal;
  /** Sends an event to the caller. Resolves when there is room for the next: await it. Counts as progress. */
  emit(event: unknown): Promise<void>;
  /** Tells the watchdog that work goes on, for a method that is silent for long. */
  alive(): void;
  /** What the caller streams in, with back-pressure; empty when it streams nothing. */
  readonly input: AsyncIterable<unknown>;
}

/** Bounds for one host process. */
export interface HostLimits {
  /** Resident memory, bytes. Beyond it the host ends after its request, or at once at 1.5 times the limit. */
  readonly memoryBytes: number;
  /** Longest silence of a running request (no event, no `alive`, no result) while it is not waiting for its caller. */
  readonly stallMs: number;
  /** Longest start, from fork to ready. */
  readonly startMs: number;
  /** How long an aborted method may take to come back before its process is killed. */
  readonly abortGraceMs: number;
  /** An idle host ends after this long. */
  readonly idleMs: number;
  /** Requests after which a host is replaced. */
  readonly maxRequests: number;
  /** Requests that one host runs at a time: 1 for anything that computes. */
  readonly concurrency: number;
}

/** How a pool of hosts is made. */
export interface HostPoolOptions {
  /** For messages and statistics: the backend's id. */
  readonly name: string;
  /** Module with a default export of type {@link HostModule}. */
  readonly module: URL;
  /** Passed to {@link HostModule.create}; structured-cloneable. */
  readonly options?: unknown;
  /** Most processes. @default As many as there are cores. */
  readonly size?: number;
  /** Most requests that wait; more are refused with `model_loading`, reason `overloaded`. @default 1000 */
  readonly maxQueue?: number;
  readonly limits?: Partial<HostLimits>;
}

/** One call to a host. */
export interface HostCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Who asks. Waiting calls are served in turn by lane, so that one lane's many do not starve another's one. @default '' */
  readonly lane?: string | undefined;
  /** Streamed to the host with back-pressure. */
  readonly input?: AsyncIterable<unknown> | undefined;
}

/**
 * A call under way: an async iterable of the method's events, read with back-pressure, then the result. Leaving the loop
 * early cancels the call.
 */
export interface HostCall<Event, Result> extends AsyncIterable<Event> {
  /** Settles when the method has returned; it does so only once the events have been read. */
  readonly result: Promise<Result>;
}

/** A pool of like hosts. */
export interface HostPool {
  /** Runs a method and drops its events. */
  run<Result>(method: string, params: unknown, options?: HostCallOptions): Promise<Result>;
  /** Runs a method whose events matter. */
  open<Event, Result>(method: string, params: unknown, options?: HostCallOptions): HostCall<Event, Result>;
  /** Starts a host ahead of the first request, so that the request need not wait for it. */
  warm(options?: { readonly count?: number; readonly signal?: AbortSignal }): Promise<void>;
  stats(): HostPoolStats;
  /** Aborts what runs and waits, ends every process, resolves when none is left. */
  close(): Promise<void>;
}

/** A pool in numbers, for health checks and tests. */
export interface HostPoolStats {
  readonly name: string;
  readonly processes: ReadonlyArray<{ readonly pid: number; readonly busy: number; readonly served: number }>;
  readonly queued: number;
  readonly crashes: number;
  readonly started: number;
}
