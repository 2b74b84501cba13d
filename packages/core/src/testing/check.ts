import type { ErrorCode, ErrorReason } from '../errors/codes.ts';
import { PotooError } from '../errors/potoo-error.ts';

/** Thrown by a case that found a service breaking the contract. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** Throws unless the condition holds. @param failure - What is wrong when it does not. */
export function check(condition: boolean, failure: string): asserts condition {
  if (!condition) throw new ConformanceError(failure);
}

/** What a reader of files gives; a file that it cannot read fails the case. */
export function inConformance<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConformanceError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Throws unless two numbers are near. @param what - Names the number. */
export function checkNear(actual: number, expected: number, tolerance: number, what: string): void {
  check(Math.abs(actual - expected) <= tolerance, `${what} is ${actual}, not ${expected} within ${tolerance}`);
}

/** What a call rejects with; fails the case when it does not. */
export async function rejectionOf(call: Promise<unknown>, what: string): Promise<unknown> {
  let result: unknown;
  try {
    result = await call;
  } catch (error) {
    return error;
  }
  throw new ConformanceError(`${what} was accepted: ${JSON.stringify(result)?.slice(0, 200)}`);
}

/** What an error has to be. Empty lists allow anything. */
export interface ExpectedError {
  readonly codes: readonly ErrorCode[];
  readonly reasons?: readonly ErrorReason[];
  /** Field that must be named. */
  readonly param?: string;
}

/** Fails unless the value is a typed error of one of the codes that helps its reader. */
export function checkError(error: unknown, expected: ExpectedError, what: string): asserts error is PotooError {
  check(PotooError.isInstance(error), `${what} gave no typed error but ${String(error)}`);
  const shown = `${what} gave ${error.code}/${error.reason} (${error.message})`;
  check(expected.codes.includes(error.code), `${shown}, not ${expected.codes.join(' or ')}`);
  const { reasons, param } = expected;
  if (reasons)
    check(error.reason !== undefined && reasons.includes(error.reason), `${shown}, not ${reasons.join(' or ')}`);
  if (param !== undefined) check(error.param === param, `${shown} about ${error.param}, not about ${param}`);
  check(error.message.length > 0, `${what} gave an error without a message`);
  check((error.hint ?? '').length > 0, `${shown} without a hint`);
}

/** All that an iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
