import { UnreachableError } from './errors/errors.ts';

/**
 * Waits for code that is loaded when it is first needed.
 * @param part - An `import()`.
 * @throws {UnreachableError} With reason `code_not_loaded`, as when a page has lost its connection, or has been replaced by a newer one.
 */
export async function loadPart<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    throw new UnreachableError('A part of the program could not be loaded.', {
      reason: 'code_not_loaded',
      hint: 'Check the connection; if the page has been updated since it was opened, load it again.',
      cause,
    });
  }
}
