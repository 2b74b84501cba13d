import { type DestinationStream, pino } from 'pino';
import type { FailedRequest } from '../server-options.ts';
import type { RequestEntry } from './request-entry.ts';

/** How much a log tells. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** One of them. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes what a server does, one JSON object a line. */
export interface RequestLogger {
  onResponse(entry: RequestEntry): void;
  onError(error: unknown, request?: FailedRequest): void;
}

/** Makes a logger. Control characters are escaped, as JSON has it, so that nothing sent can pass for a line of its own. */
export function createRequestLogger(level: LogLevel, destination: DestinationStream): RequestLogger {
  const logger = pino(
    { level, base: null, messageKey: 'message', timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
  return {
    onResponse({ requestId: request_id, ...entry }) {
      const severity = entry.status >= 500 ? 'error' : entry.status >= 400 ? 'warn' : 'info';
      logger[severity]({ request_id, ...entry }, 'answered');
    },
    onError(error, request) {
      const { requestId: request_id, method, path } = request ?? {};
      logger.error({ request_id, method, path, error: describe(error) }, 'failed');
    },
  };
}

/** An error without its cause, which may quote what was sent. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}
