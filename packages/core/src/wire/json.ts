import { UnreachableError } from '../errors/errors.ts';

/** Nesting that no honest message reaches; deeper ones would overflow the stack of whoever walks them. */
const MAX_DEPTH = 64;

/**
 * Parses JSON from a peer that is not trusted. The error holds nothing of the text, which may be private.
 * @throws {UnreachableError} With reason `invalid_response`, if it is not JSON, or is nested more than 64 deep.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause is left out on purpose: V8 quotes the text in its message.
    throw invalidResponse('it is not JSON');
  }
  checkDepth(value);
  return value;
}

/** The error for an answer in no known shape. @param problem - What is wrong with it; never a quotation. */
export function invalidResponse(problem: string): UnreachableError {
  return new UnreachableError(`The server's answer cannot be used: ${problem}.`, {
    reason: 'invalid_response',
    hint: 'Check that the base URL is that of a server of this interface, and that client and server have matching versions.',
  });
}

function checkDepth(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw invalidResponse(`it is nested more than ${MAX_DEPTH} deep`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const inner of Object.values(value)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
}
