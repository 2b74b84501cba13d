import { PotooError } from '@potoo/core/errors';
import { cleanText } from './clean-text.ts';

const MOST_CHARACTERS = 2_000;

/** What a failed call tells the model: what happened, how to fix it, and a code for programs. All of it as text, because some hosts drop everything else of an error. */
export function describeError(error: unknown): string {
  return cleanText(describe(error)).slice(0, MOST_CHARACTERS);
}

function describe(error: unknown): string {
  if (PotooError.isInstance(error)) {
    const code = error.reason === undefined ? error.code : `${error.code}/${error.reason}`;
    const param = error.param === undefined ? '' : ` (argument \`${error.param}\`)`;
    const later = error.retryable ? ' The same call may work later.' : '';
    return `${error.message}${param}${error.hint === undefined ? '' : ` ${error.hint}`}${later} [${code}]`;
  }
  // What is inside of an error nobody planned for is for the log, not for a model.
  return 'Something went wrong inside of the voice server. Its log on standard error says more. [internal_error]';
}
