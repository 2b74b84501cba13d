import { BadRequestError, FileTooLargeError, type PotooError } from '@potoo/core';
import type { ServerLimits } from '../server-options.ts';
import { tellOfBody } from './watch-body.ts';

/** What bounds a body on its way in. */
export interface BodyBounds extends Pick<ServerLimits, 'uploadBytesPerSecond' | 'uploadGraceMs'> {
  readonly maxBytes: number;
}

/**
 * Reads the body of a request, chunk by chunk. It is not cancelled when the reading ends early: that would close the
 * connection under the answer.
 * @throws {FileTooLargeError} `body_too_large`, before anything is read where the headers tell.
 * @throws {BadRequestError} If it comes too slowly (408), is compressed (415) or breaks off.
 */
export async function* readBody(request: Request, bounds: BodyBounds): AsyncGenerator<Uint8Array> {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') throw compressed();
  if (Number(request.headers.get('content-length')) > bounds.maxBytes) throw bodyTooLarge(bounds.maxBytes);
  if (!request.body) return;
  const reader = request.body.getReader();
  const pace = new Pace(bounds);
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await pace.wait(reader.read());
      if (done) return;
      total += value.length;
      if (total > bounds.maxBytes) throw bodyTooLarge(bounds.maxBytes);
      pace.credit(value.length);
      tellOfBody(request, value);
      yield value;
    }
  } finally {
    // Rejects a read that is still pending, which nobody waits for any more.
    reader.releaseLock();
  }
}

/**
 * A client's patience account: waiting for data uses it up, data fills it, never beyond the grace. Only the time spent
 * waiting counts, so that a busy disk of ours is not held against the client.
 */
class Pace {
  readonly #bytesPerMs: number;
  readonly #graceMs: number;
  #leftMs: number;

  constructor({ uploadBytesPerSecond, uploadGraceMs }: BodyBounds) {
    this.#bytesPerMs = uploadBytesPerSecond / 1000;
    this.#graceMs = uploadGraceMs;
    this.#leftMs = uploadGraceMs;
  }

  async wait<T>(read: Promise<T>): Promise<T> {
    const since = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow()), this.#leftMs);
    });
    try {
      return await Promise.race([read.catch(rejectBrokenOff), late]);
    } finally {
      clearTimeout(timer);
      this.#leftMs = Math.max(0, this.#leftMs - (performance.now() - since));
    }
  }

  credit(bytes: number): void {
    this.#leftMs = Math.min(this.#graceMs, this.#leftMs + bytes / this.#bytesPerMs);
  }
}

function rejectBrokenOff(cause: unknown): never {
  throw new BadRequestError('The body of the request broke off.', {
    reason: 'malformed_body',
    hint: 'Send the request again.',
    cause,
  });
}

function tooSlow(): PotooError {
  return new BadRequestError('The body of the request came too slowly.', {
    status: 408,
    reason: 'upload_too_slow',
    hint: 'Use a faster connection, or a smaller file such as an mp3.',
  });
}

function compressed(): PotooError {
  return new BadRequestError('The body of the request is compressed.', {
    status: 415,
    reason: 'unsupported_media_type',
    hint: 'Send it without Content-Encoding.',
  });
}

function bodyTooLarge(maxBytes: number): PotooError {
  return new FileTooLargeError(`The body of the request is larger than ${maxBytes} bytes.`, {
    reason: 'body_too_large',
    hint: 'Send it in parts.',
  });
}
