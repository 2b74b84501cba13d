import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RepositoryFiles } from '../../testing/tiny-models/tiny-web-models.ts';

/** How a hub answers for one of its files in place of giving it. */
export type HubFault = 'missing' | 'failing' | 'damaged' | 'cut once' | 'hanging';

/** A hub of made-up models: the part of its protocol that downloads need. */
export class HubFiles {
  /** By `owner/name`. */
  readonly repositories = new Map<string, RepositoryFiles>();
  /** Faults by the end of a file's path. */
  readonly faults = new Map<string, HubFault>();
  /** What was asked for, in order: method and path, and the range. */
  readonly asked: string[] = [];

  readonly #waiting = new Map<string, () => void>();

  /** Resolves when a file is asked for next. @param end - Of its path. */
  begun(end: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(end, resolve));
  }

  /** Answers `/owner/name/resolve/revision/file`. @returns Whether the path was one of those. */
  answer(request: IncomingMessage, response: ServerResponse, pathname: string): boolean {
    const match = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(decodeURIComponent(pathname));
    if (!match) return false;
    const [, repository = '', , path = ''] = match;
    this.asked.push([request.method, path, request.headers.range].filter(Boolean).join(' '));
    if (request.method === 'GET') for (const [end, begin] of this.#waiting) if (path.endsWith(end)) begin();
    const body = this.repositories.get(repository)?.get(path);
    const fault = [...this.faults].find(([end]) => path.endsWith(end))?.[1];
    if (!body || fault === 'missing') {
      response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end();
    } else if (fault === 'failing') {
      response.writeHead(503).end();
    } else {
      this.#give(request, response, { path, body, fault });
    }
    return true;
  }

  #give(
    request: IncomingMessage,
    response: ServerResponse,
    { path, body, fault }: { path: string; body: Uint8Array; fault: HubFault | undefined },
  ): void {
    const hash = createHash('sha256').update(body).digest('hex');
    const tag = `"${hash}"`;
    const headers = {
      etag: tag,
      'accept-ranges': 'bytes',
      'content-type': path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Accept-Ranges, Content-Range, X-Linked-Size, X-Linked-ETag',
      ...(path.endsWith('.onnx') && { 'x-linked-etag': tag, 'x-linked-size': String(body.length) }),
    };
    const from = rangeStart(request, tag, body.length);
    if (request.method === 'HEAD') {
      response.writeHead(200, { ...headers, 'content-length': body.length }).end();
    } else if (from !== undefined) {
      const range = { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` };
      response.writeHead(206, { ...headers, ...range, 'content-length': body.length - from }).end(body.subarray(from));
    } else if (fault === 'cut once') {
      this.faults.clear();
      response.writeHead(200, { ...headers, 'content-length': body.length });
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
    } else if (fault === 'hanging') {
      response.writeHead(200, { ...headers, 'content-length': body.length }).write(body.subarray(0, body.length >> 1));
    } else {
      const sent = fault === 'damaged' ? Uint8Array.from(body, (byte, at) => (at === 20 ? byte ^ 1 : byte)) : body;
      response.writeHead(200, { ...headers, 'content-length': body.length }).end(sent);
    }
  }
}

/** First byte of a range that may be given: only the same file goes on. */
function rangeStart({ headers }: IncomingMessage, tag: string, length: number): number | undefined {
  const from = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
  const isSame = headers['if-range'] === undefined || headers['if-range'] === tag;
  return isSame && from < length ? from : undefined;
}
