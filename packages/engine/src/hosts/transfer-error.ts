import { createError, InternalError, isErrorCode, PotooError } from '@potoo/core/errors';
import type { PackedError, PackedFacts } from './messages.ts';

const MOST_CAUSES = 4;

/** Turns what a host module threw into plain data. */
export function packError(error: unknown, depth = 0): PackedError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: describe(error), stack: undefined, cause: undefined, potoo: undefined };
  }
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause === undefined || depth >= MOST_CAUSES ? undefined : packError(error.cause, depth + 1),
    potoo: PotooError.isInstance(error) ? packFacts(error) : undefined,
  };
}

/**
 * Makes an error of a host throwable again: a `PotooError` of the same class, or an {@link InternalError} that says only
 * what was being done and keeps what happened as its cause, which never leaves this process.
 * @param during - What the host was doing: `The flite host failed while it ran "synthesize".`
 */
export function unpackError(packed: PackedError, during: string): PotooError {
  const { potoo } = packed;
  if (!potoo || !isErrorCode(potoo.code)) return new InternalError(during, { cause: remoteError(packed) });
  const { code, ...facts } = potoo;
  return createError(potoo.code, packed.message, {
    ...facts,
    ...(packed.cause && { cause: remoteError(packed.cause) }),
  });
}

function packFacts(error: PotooError): PackedFacts {
  const { code, reason, hint, param, requestId, status, retryable, retryAfterMs } = error;
  const details = cloneable(error.details);
  return { code, reason, hint, param, requestId, status, retryable, retryAfterMs, details };
}

/** An error must not fail to travel because of one of its details. */
function cloneable(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(details)) {
    try {
      kept[key] = structuredClone(value);
    } catch {
      kept[key] = describe(value);
    }
  }
  return kept;
}

function remoteError(packed: PackedError): Error {
  const error = new Error(packed.message, packed.cause && { cause: remoteError(packed.cause) });
  error.name = packed.name;
  if (packed.stack !== undefined) error.stack = packed.stack;
  return error;
}

/** `String(value)` that cannot throw. */
function describe(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
