import type { PotooError } from '../errors/potoo-error.ts';
import { readErrorEnvelope } from '../wire/error-envelope.ts';
import { defined } from '../wire/fields.ts';
import { readCredits, readMetadata } from '../wire/headers.ts';
import { parseJson } from '../wire/json.ts';
import { joinBytes } from './byte-streams.ts';
import type { CallScope } from './call-scope.ts';
import { readRetryAfterMs } from './retry-timing.ts';

/** No honest error is longer; the rest of a longer one is not read. */
const MAX_ERROR_BYTES = 1024 * 1024;

/** Makes the error of a failed response, from its body as far as that can be read, and from its headers. */
export async function readErrorAnswer(response: Response, scope: CallScope, nowMs: number): Promise<PotooError> {
  const { requestId, rateLimit } = readMetadata(response.headers);
  const body = await readBody(response, scope);
  scope.signal.throwIfAborted();
  return readErrorEnvelope(body, {
    status: response.status,
    requestId,
    retryAfterMs: readRetryAfterMs(response.headers, nowMs),
    details: defined({
      rate_limit: rateLimit,
      credits_available: readCredits(response.headers).creditsRemaining,
    }),
  });
}

async function readBody(response: Response, scope: CallScope): Promise<unknown> {
  const reader = response.body?.getReader();
  if (!reader) return undefined;
  const cut = () => void reader.cancel().catch(() => {});
  scope.signal.addEventListener('abort', cut, { once: true });
  scope.watchdog.start(true);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
      if (length > MAX_ERROR_BYTES) return undefined;
    }
    return parseJson(new TextDecoder().decode(joinBytes(chunks)));
  } catch {
    // The status says enough.
    return undefined;
  } finally {
    scope.signal.removeEventListener('abort', cut);
    cut();
  }
}
