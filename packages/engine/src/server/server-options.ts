import { tmpdir } from 'node:os';
import type { Admission } from './admission/contract.ts';
import type { Metrics } from './observe/metrics.ts';
import type { RequestEntry } from './observe/request-entry.ts';
import type { Platform } from './platform/platform.ts';

/** How much a server takes, and how long it waits. */
export interface ServerLimits {
  /** Bytes of a JSON body. @default 4 MiB */
  readonly jsonBytes: number;
  /** Bytes of a file to transcribe. @default 100 MiB */
  readonly transcribeBytes: number;
  /** Bytes of a file to convert. @default 50 MiB */
  readonly convertBytes: number;
  /** Bytes of a recording that a voice is cloned from, and of a voice file. @default 20 MiB */
  readonly referenceBytes: number;
  /** Bytes of a file to enhance, separate, dereverberate or analyse. @default 50 MiB */
  readonly toolBytes: number;
  /** Characters of a prompt on OuteAI's path, in UTF-16 units. @default As the caller's plan has it. */
  readonly outeaiCharacters?: number | undefined;
  /** Least speed of a body on its way in, bytes per second. @default 64000 */
  readonly uploadBytesPerSecond: number;
  /** How far a body may fall behind that speed. @default 5000 */
  readonly uploadGraceMs: number;
  /** How long an answer waits for a client that stopped reading it. @default 30000 */
  readonly stalledReaderMs: number;
  /** How long a client may take over the headers of a request. @default 10000 */
  readonly headersTimeoutMs: number;
  /** Headers of one request. @default 100 */
  readonly headers: number;
}

/** The request that an error belongs to. */
export interface FailedRequest {
  readonly requestId: string;
  readonly method: string;
  /** Path without the query, which may hold what is nobody's business. */
  readonly path: string;
}

/** How a server is made. */
export interface ServerOptions {
  /** Whether `/` shows the playground page. @default true */
  readonly ui?: boolean;
  /** Allows an address that other machines can reach, though nobody is asked for a key. @default false */
  readonly insecureNoAuth?: boolean;
  /** Further names that clients may reach a loopback server by, such as a reverse proxy's. @default None. */
  readonly allowedHosts?: readonly string[];
  /** Origins of web pages that may call the server from a browser, such as `https://app.example`. @default None. */
  readonly allowedOrigins?: readonly string[];
  /** Who may use the server. @default Whoever reaches it. */
  readonly admission?: Admission;
  /** What keeps jobs and results. @default Nothing does: the server has no jobs. */
  readonly platform?: Platform;
  /** Address of the server as its clients know it, without a last slash. @default The one that each request names. */
  readonly publicUrl?: string;
  /** Whether OuteAI's path takes a key from its address, as `?token=`, where its clients put it. @default true */
  readonly queryToken?: boolean;
  /** Folder for uploads while they are worked on. @default The system's. */
  readonly tempDirectory?: string;
  /** Bounds that differ from the defaults. */
  readonly limits?: Partial<ServerLimits>;
  /** Told of every request when its answer begins. */
  readonly onResponse?: (entry: RequestEntry) => void;
  /** Answers `GET /metrics`. @default Nothing does. */
  readonly metrics?: Metrics;
  /** Told of every failure that is the server's own, with all that the client is not told. */
  readonly onError?: (error: unknown, request: FailedRequest) => void;
}

/** Options with their defaults applied. */
export interface ResolvedServerOptions
  extends Required<
    Omit<ServerOptions, 'limits' | 'admission' | 'platform' | 'metrics' | 'publicUrl' | 'allowedOrigins'>
  > {
  readonly limits: ServerLimits;
  readonly admission: Admission | undefined;
  readonly platform: Platform | undefined;
  readonly publicUrl: string | undefined;
  readonly metrics: Metrics | undefined;
  /** Whether pages of an origin may call the server from a browser. */
  readonly allowsOrigin: (origin: string) => Promise<boolean>;
  readonly allowedOrigins: readonly string[];
}

const MIB = 1024 * 1024;

const DEFAULT_LIMITS: ServerLimits = {
  jsonBytes: 4 * MIB,
  transcribeBytes: 100 * MIB,
  convertBytes: 50 * MIB,
  referenceBytes: 20 * MIB,
  toolBytes: 50 * MIB,
  uploadBytesPerSecond: 64_000,
  uploadGraceMs: 5_000,
  stalledReaderMs: 30_000,
  headersTimeoutMs: 10_000,
  headers: 100,
};

/** Applies the defaults. @throws {RangeError} If a limit is not a positive number. */
export function resolveServerOptions(options: ServerOptions = {}): ResolvedServerOptions {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { admission, allowedOrigins = [] } = options;
  for (const [name, value] of Object.entries(limits)) {
    if (value !== undefined && !(value > 0))
      throw new RangeError(`limits.${name} must be a positive number, got ${value}.`);
  }
  return {
    ui: options.ui ?? true,
    insecureNoAuth: options.insecureNoAuth ?? false,
    allowedHosts: options.allowedHosts ?? [],
    admission,
    platform: options.platform,
    publicUrl: options.publicUrl,
    metrics: options.metrics,
    onResponse: (entry) => {
      options.metrics?.count(entry);
      options.onResponse?.(entry);
    },
    allowedOrigins,
    allowsOrigin: async (origin) =>
      allowedOrigins.includes(origin) || (await admission?.allowsOrigin(origin).catch(() => false)) === true,
    queryToken: options.queryToken ?? true,
    tempDirectory: options.tempDirectory ?? tmpdir(),
    limits,
    onError: options.onError ?? (() => {}),
  };
}
