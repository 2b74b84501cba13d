import type { CallOptions } from '../contract/call-options.ts';
import { UnreachableError } from '../errors/errors.ts';
import type { PotooError } from '../errors/potoo-error.ts';
import { HEADERS } from '../wire/headers.ts';
import { Answer } from './answer.ts';
import { urlOf } from './base-url.ts';
import { CallScope } from './call-scope.ts';
import type { Clock } from './clock.ts';
import { keepsBodiesForRedirects } from './environment.ts';
import { readErrorAnswer } from './error-answer.ts';
import { isClosedConnection, isRefusedRedirect, unreachable } from './network-errors.ts';
import { redirectRefused, redirectTarget } from './redirects.ts';
import type { RequestBody } from './request-body.ts';
import { RetryBudget } from './retry-budget.ts';
import { isRetryable, retryDelayMs } from './retry-timing.ts';

const MAX_REDIRECTS = 5;

/** How a transport behaves; every value is settled. */
export interface TransportSettings {
  readonly baseUrl: URL;
  readonly fetch: typeof fetch;
  /** Headers of every request, the credentials among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxRetries: number;
  /** Retries per request, over ten seconds. */
  readonly retryBudget: number;
  readonly maxResponseBytes: number;
  readonly clock: Clock;
}

/** One request of the interface. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /**
   * A path of the interface; or a whole address, which is fetched as it stands. One of another origin than the server's
   * is sent none of the client's headers, as they hold the key, and may redirect where it likes.
   */
  readonly path: string | URL;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly accept: string;
  readonly body?: RequestBody;
  /** Whether the server answers before its work is done, so that silence before the answer is idleness too. */
  readonly answersEarly?: boolean;
}

type Attempt = { readonly response: Response } | { readonly failure: UnreachableError; readonly closed: boolean };

/** Sends requests to one server: retries, timeouts, redirects, abort. It knows nothing about speech. */
export class Transport {
  readonly #settings: TransportSettings;
  readonly #budget: RetryBudget;
  readonly #closing = new AbortController();

  constructor(settings: TransportSettings) {
    this.#settings = settings;
    this.#budget = new RetryBudget(settings.retryBudget, settings.clock.now);
  }

  /**
   * Sends a request and waits for the head of a good answer. The caller must read the answer.
   * @throws {PotooError} The error of the server, or why there is no answer.
   */
  async send(request: WireRequest, options: CallOptions = {}): Promise<Answer> {
    const scope = new CallScope(this.#settings, [options.signal, this.#closing.signal]);
    try {
      const response = await this.#sendWithRetries(request, scope);
      return new Answer(response, scope, this.#settings.maxResponseBytes);
    } catch (error) {
      scope.end(false);
      throw error;
    }
  }

  /** Throws once the client is closed, for work that goes on without a request. */
  throwIfClosed(): void {
    this.#closing.signal.throwIfAborted();
  }

  /** Aborts every call under way, and refuses later ones. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(
      new UnreachableError('The client was closed.', {
        reason: 'closed',
        retryable: false,
        hint: 'Make a new client.',
      }),
    );
  }

  async #sendWithRetries(request: WireRequest, scope: CallScope): Promise<Response> {
    const { clock, maxRetries } = this.#settings;
    const headers = this.#headersOf(request);
    this.#budget.request();
    for (let retry = 0; ; retry += 1) {
      const attempt = await this.#attempt(request, headers, scope);
      if ('response' in attempt && attempt.response.ok) return attempt.response;
      const error = await this.#errorOf(attempt, scope);
      const mayRetry = retry < maxRetries ? isWorthRetrying(attempt) : retry === 0 && isClosed(attempt);
      if (!mayRetry || request.body?.replayable === false || !this.#budget.tryRetry()) throw error;
      scope.watchdog.start(false);
      // A connection that was already closed says nothing about the server's load.
      const delayMs = maxRetries === 0 ? 0 : retryDelayMs(retry, clock.random(), error.retryAfterMs);
      await clock.sleep(delayMs, scope.signal);
    }
  }

  #headersOf(request: WireRequest): Headers {
    const headers = new Headers(this.#isElsewhere(request) ? {} : this.#settings.headers);
    headers.set('accept', request.accept);
    // One key per call, the same on its retries: the server then does the work once.
    if (request.method === 'POST') headers.set(HEADERS.idempotencyKey, crypto.randomUUID());
    return headers;
  }

  #isElsewhere({ path }: WireRequest): boolean {
    return path instanceof URL && path.origin !== this.#settings.baseUrl.origin;
  }

  async #attempt(request: WireRequest, headers: Headers, scope: CallScope): Promise<Attempt> {
    const { path, query } = request;
    let url = path instanceof URL ? path : urlOf(this.#settings.baseUrl, path, query);
    let { method, body } = request;
    const redirect = this.#isElsewhere(request) ? 'follow' : 'manual';
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      scope.watchdog.start(request.answersEarly ?? false);
      let response: Response;
      try {
        response = await this.#fetch(url, { method, headers, redirect }, body, scope);
      } catch (error) {
        scope.signal.throwIfAborted();
        if (isRefusedRedirect(error)) throw redirectRefused('The server redirected an upload.');
        return { failure: unreachable(url, error), closed: isClosedConnection(error) };
      }
      const target = redirectTarget(response, url);
      if (!target) return { response };
      await response.body?.cancel();
      if (response.status === 303) {
        method = 'GET';
        body = undefined;
      }
      // 301 and 302 keep the method as well: an interface whose POST became a GET would answer with nonsense.
      if (body?.replayable === false)
        throw redirectRefused('The server redirected an upload that cannot be sent twice.');
      url = target;
    }
    throw redirectRefused(`The server redirected the request more than ${MAX_REDIRECTS} times.`);
  }

  async #fetch(
    url: URL,
    { headers: sharedHeaders, ...how }: { method: string; headers: Headers; redirect: RequestRedirect },
    body: RequestBody | undefined,
    scope: CallScope,
  ): Promise<Response> {
    const headers = new Headers(sharedHeaders);
    const init: RequestInit & { duplex?: 'half' } = { ...how, headers, signal: scope.signal };
    if (body) {
      headers.set('content-type', body.contentType);
      init.body = await body.open(scope.bodyReader());
      if (init.body instanceof ReadableStream) {
        init.duplex = 'half';
        if (keepsBodiesForRedirects()) {
          init.redirect = 'error';
          init.window = null;
        }
      }
    }
    return this.#settings.fetch(url, init);
  }

  async #errorOf(attempt: Attempt, scope: CallScope): Promise<PotooError> {
    if ('failure' in attempt) return attempt.failure;
    return readErrorAnswer(attempt.response, scope, this.#settings.clock.now());
  }
}

function isWorthRetrying(attempt: Attempt): boolean {
  return 'failure' in attempt || isRetryable(attempt.response.status, attempt.response.headers);
}

function isClosed(attempt: Attempt): boolean {
  return 'failure' in attempt && attempt.closed;
}
