import { randomUUID } from 'node:crypto';
import { RequestError } from '@hono/node-server';
import { BadRequestError, type ErrorBody, PotooError } from '@potoo/core';
import { HEADERS, toErrorEnvelope } from '@potoo/core/wire';
import type { Hono } from 'hono';
import { answerThrough } from '../hops.ts';
import type { CallerService } from './admission/caller-service.ts';
import type { Admission } from './admission/contract.ts';
import { untilSent } from './admission/until-sent.ts';
import { allowOrigin } from './cross-origin.ts';
import { dialectError } from './dialects/error-dialect.ts';
import { answerOnce } from './idempotency/answer-once.ts';
import { withoutModelKeeping } from './model-keeping/keepers-only.ts';
import { canonicalRoute, knownMethod } from './observe/request-entry.ts';
import { drainBody } from './requests/drain-body.ts';
import type { Connection, ServerEnv } from './server-env.ts';
import type { FailedRequest, ResolvedServerOptions } from './server-options.ts';

/** Answers a request that came by a connection. It never rejects. */
export type RequestHandler = (request: Request, connection: Connection, check?: () => void) => Promise<Response>;

/** Headers of every response. Routes that serve pages bring their own policy. */
const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
};

/** Who is let in, and with which service. */
export interface Door {
  readonly admission: Admission;
  readonly callers: CallerService;
}

/**
 * Makes the outermost function of the server, with its only catch: every request gets an id, every failure the error
 * envelope, every response the common headers.
 */
export function createRequestHandler(
  app: Hono<ServerEnv>,
  options: ResolvedServerOptions,
  { admission, callers }: Door,
): RequestHandler {
  return async (request, connection, check) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const trace: { route?: string } = {};
    let account: string | undefined;
    const visit = admission.receive(request, connection.incoming?.socket.remoteAddress);
    const failed = (): FailedRequest => ({ requestId, method: request.method, path: new URL(request.url).pathname });
    const report = (error: unknown) => {
      if (!request.signal.aborted && isOwnFault(error)) options.onError(error, failed());
    };
    let response: Response;
    try {
      check?.();
      const { caller, service, answers } = await visit.enter();
      account = caller.accountId;
      const env = { ...connection, requestId, report, caller, trace };
      const via = request.headers.get('via');
      const allowed = caller.administrates ? service : withoutModelKeeping(service);
      const answer = async () => answerThrough(via, () => callers.run(allowed, () => app.fetch(request, env)));
      const { limits } = options;
      const answered = await answerOnce(request, { store: answers, owner: caller.accountId, limits, answer });
      response = untilSent(answered, visit.leave);
    } catch (error) {
      await visit.leave();
      report(error);
      response = errorResponse(error, requestId, failed().path);
      if (connection.incoming) void drainBody(request);
    }
    await allowOrigin(response.headers, request.headers.get('origin'), options.allowsOrigin);
    for (const [name, value] of Object.entries(visit.headers)) response.headers.set(name, value);
    options.onResponse({
      requestId,
      method: knownMethod(request.method),
      route: canonicalRoute(trace.route),
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
      ...(account !== undefined && { account }),
    });
    return withCommonHeaders(response, requestId);
  };
}

/** The answer to a request that could not even be read. */
export function unreadableRequestResponse(thrown: unknown): Response {
  const requestId = randomUUID();
  const error =
    thrown instanceof RequestError
      ? new BadRequestError('The address or the Host header of the request is malformed.', {
          reason: 'malformed_request',
          hint: 'Send a request line with a path, and one Host header.',
        })
      : thrown;
  return withCommonHeaders(errorResponse(error, requestId, ''), requestId);
}

/** The names that the wire has for fields that the contract calls otherwise. */
const WIRE_NAMES: ReadonlyMap<string, string> = new Map([
  ['audio', 'file'],
  ['inputType', 'input_type'],
  ['sampleRate', 'sample_rate'],
  ['clarity', 'enhance_clarity'],
  ['superResolution', 'super_resolution'],
  ['targetLanguage', 'target_language'],
  ['targetVoice', 'target_voice'],
  ['consent.date', 'consent_date'],
  ['sourceLanguage', 'source_language'],
  ['preserveVoice', 'preserve_voice'],
  ['speechModel', 'tts_model'],
  ['systemPrompt', 'system_prompt'],
  ['conversationId', 'conversation_id'],
  ['turnId', 'turn_id'],
]);

function wireName({ param, reason }: ErrorBody, path: string): { readonly param?: string } {
  // What is not known bears the caller's own name.
  if (param === undefined || reason === 'unknown_parameter') return {};
  // The one form whose recording has another name.
  if (param === 'audio' && path.includes('/voice-chat')) return {};
  return { param: WIRE_NAMES.get(param) ?? param };
}

function errorResponse(thrown: unknown, requestId: string, path: string): Response {
  const envelope = toErrorEnvelope(thrown, requestId);
  const { allow } = envelope.body.error;
  const error = { ...envelope.body.error, ...wireName(envelope.body.error, path) };
  const { status, body } = dialectError(path, envelope.status, error);
  const retryAfterMs = waitOf(thrown, envelope.status);
  return Response.json(body, {
    status,
    headers: {
      ...(Array.isArray(allow) && { allow: allow.join(', ') }),
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
    },
  });
}

/** How long a client should wait, where waiting helps: without a better guess, a second. */
function waitOf(thrown: unknown, status: number): number | undefined {
  const known = PotooError.isInstance(thrown) ? thrown.retryAfterMs : undefined;
  return known ?? (status === 429 || status === 503 ? 1_000 : undefined);
}

function withCommonHeaders(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries(COMMON_HEADERS)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  response.headers.set(HEADERS.requestId, requestId);
  return response;
}

function isOwnFault(error: unknown): boolean {
  return !PotooError.isInstance(error) || error.status >= 500;
}
