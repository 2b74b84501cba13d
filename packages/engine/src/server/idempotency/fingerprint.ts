import { createHash, type Hash } from 'node:crypto';

/** Says what a request asks for, so that another one with the same idempotency key can be told from a repetition. */
export interface Fingerprint {
  add(chunk: Uint8Array): void;
  /** Hex. Nothing may be added afterwards. */
  digest(): string;
}

/**
 * Begins the fingerprint of a request: its method, path and body. The boundary of a form, which clients make anew each
 * time they send it, does not count.
 */
export function fingerprintOf(request: Request): Fingerprint {
  const hash = createHash('sha256').update(`${request.method} ${new URL(request.url).pathname}\n`);
  const boundary = /;\s*boundary="?([^";]+)/i.exec(request.headers.get('content-type') ?? '')?.[1];
  return boundary === undefined ? plain(hash) : withoutBoundary(hash, Buffer.from(boundary));
}

function plain(hash: Hash): Fingerprint {
  return {
    add: (chunk) => void hash.update(chunk),
    digest: () => hash.digest('hex'),
  };
}

function withoutBoundary(hash: Hash, boundary: Buffer): Fingerprint {
  // What may be the beginning of a boundary waits for the next chunk.
  let rest = Buffer.alloc(0);
  return {
    add(chunk) {
      const text = Buffer.concat([rest, chunk]);
      let from = 0;
      for (let at = text.indexOf(boundary); at >= 0; at = text.indexOf(boundary, from)) {
        hash.update(text.subarray(from, at));
        from = at + boundary.length;
      }
      const keep = Math.max(from, text.length - boundary.length + 1);
      hash.update(text.subarray(from, keep));
      rest = text.subarray(keep);
    },
    digest: () => hash.update(rest).digest('hex'),
  };
}
