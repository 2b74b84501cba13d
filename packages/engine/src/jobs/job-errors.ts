import { type ErrorBody, InternalError, PotooError } from '@potoo/core';
import { toErrorEnvelope } from '@potoo/core/wire';

/** What is kept of an error: what a stranger may see. */
export function errorBodyOf(thrown: unknown): ErrorBody {
  const { request_id: _, ...body } = toErrorEnvelope(thrown, '').body.error;
  return body;
}

/** Whether another try may succeed. What is not Potoo's own error may be a moment's trouble of a database or a network. */
export function isWorthRetrying(thrown: unknown): boolean {
  return PotooError.isInstance(thrown) ? thrown.retryable : true;
}

/** Whether a failure is the server's, rather than the request's. */
export function isOwnFault(thrown: unknown): boolean {
  return !PotooError.isInstance(thrown) || thrown.status >= 500;
}

/** Makes the error of a job whose workers ended under it each time. */
export function workerCrashed(starts: number): InternalError {
  return new InternalError(`The job was started ${starts} times, and its worker ended each time.`, {
    reason: 'host_crashed',
    hint: 'The input may be the cause: try a shorter or another one. The log of the worker may tell more.',
    retryable: false,
  });
}
