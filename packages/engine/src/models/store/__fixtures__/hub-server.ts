import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A repository: its files by path. */
export type Repository = Readonly<Record<string, Uint8Array>>;

/** A request that the server saw. */
export interface SeenRequest {
  readonly host: 'hub' | 'cdn';
  readonly url: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** Answers a request for bytes in place of the server; `false` leaves it to the server. */
export type Fault = (path: string, response: ServerResponse, request: IncomingMessage) => boolean;

const LFS_FROM_BYTES = 100;
const PAGE = 2;

/**
 * A server that speaks the hub's protocol: revisions, pages of the tree with Git's and LFS's object ids, and files, the
 * large ones by way of a second server that stands for the content network. `files/` serves single files.
 */
export class HubServer implements AsyncDisposable {
  readonly repositories = new Map<string, Repository>();
  readonly files = new Map<string, Uint8Array>();
  readonly seen: SeenRequest[] = [];
  fault: Fault | undefined;
  /** Objects that the tree lies about. */
  readonly lies = new Map<string, string>();
  readonly #hub: Server;
  readonly #cdn: Server;

  private constructor() {
    this.#hub = createServer((request, response) => this.#answer('hub', request, response));
    this.#cdn = createServer((request, response) => this.#answer('cdn', request, response));
  }

  static async start(): Promise<HubServer> {
    const server = new HubServer();
    for (const each of [server.#hub, server.#cdn]) {
      await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
    }
    return server;
  }

  get endpoint(): string {
    return addressOf(this.#hub);
  }

  /** Requests for the bytes of a file, without the one that asks for its size. */
  downloads(path: string): SeenRequest[] {
    return this.seen.filter(({ url, range, host }) => host === 'cdn' && url.endsWith(path) && range !== 'bytes=0-0');
  }

  /** The commit that a repository is at: it changes with its files. */
  revisionOf(name: string): string {
    const hash = createHash('sha1');
    for (const [path, content] of Object.entries(this.repositories.get(name) ?? {})) hash.update(path).update(content);
    return hash.digest('hex');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of [this.#hub, this.#cdn]) {
      each.closeAllConnections();
      await new Promise((resolve) => each.close(resolve));
    }
  }

  #answer(host: 'hub' | 'cdn', request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://host');
    const { range, authorization } = request.headers;
    this.seen.push({ host, url: decodeURIComponent(url.pathname), range, authorization });
    const path = decodeURIComponent(url.pathname);
    if (this.fault?.(path, response, request)) return;
    const [, api, name] = /^\/(api\/models\/)?([^/]+\/[^/]+)\//.exec(path) ?? [];
    const repository = name === undefined ? undefined : this.repositories.get(name);
    if (path.startsWith('/files/')) return sendBytes(this.files.get(path.slice(7)), request, response);
    if (!name || !repository) return sendJson(response, 404, { error: 'Repository not found' });
    if (api) return this.#answerApi(name, repository, url, response);
    const file = /\/resolve\/[^/]+\/(.+)$/.exec(path)?.[1] ?? '';
    const content = repository[file];
    const isLarge = (content?.length ?? 0) >= LFS_FROM_BYTES;
    if (host === 'hub' && isLarge && content) {
      response.setHeader('x-linked-size', content.length).setHeader('x-linked-etag', `"${sha256(content)}"`);
      response.writeHead(302, { location: `${addressOf(this.#cdn)}${url.pathname}` }).end();
      return;
    }
    if (!content) response.setHeader('x-error-code', 'EntryNotFound');
    sendBytes(content, request, response);
  }

  #answerApi(name: string, repository: Repository, url: URL, response: ServerResponse): void {
    if (url.pathname.includes('/revision/')) {
      return sendJson(response, 200, { _id: '1', id: name, sha: this.revisionOf(name), private: false, gated: false });
    }
    const folder = /\/tree\/[^/]+\/?(.*)$/.exec(decodeURIComponent(url.pathname))?.[1] ?? '';
    const recursive = url.searchParams.get('recursive') === 'true';
    const entries = Object.entries(repository)
      .filter(([path]) => folder === '' || path.startsWith(`${folder}/`))
      .filter(([path]) => recursive || !path.slice(folder === '' ? 0 : folder.length + 1).includes('/'))
      .map(([path, content]) => this.#entry(path, content));
    const from = Number(url.searchParams.get('cursor') ?? 0);
    if (from + PAGE < entries.length) {
      const next = new URL(url.href.replace('http://host', this.endpoint));
      next.searchParams.set('cursor', String(from + PAGE));
      response.setHeader('link', `<${next.href}>; rel="next"`);
    }
    sendJson(response, 200, entries.slice(from, from + PAGE));
  }

  #entry(path: string, content: Uint8Array): object {
    const plain = { type: 'file', path, size: content.length, oid: gitOid(content) };
    if (content.length < LFS_FROM_BYTES) return { ...plain, oid: this.lies.get(path) ?? plain.oid };
    const oid = this.lies.get(path) ?? sha256(content);
    return { ...plain, oid: gitOid(Buffer.from(oid)), lfs: { oid, size: content.length, pointerSize: 130 } };
  }
}

/** Writes the first bytes of a content as if all were to come, and cuts the connection. */
export function sendCut(response: ServerResponse, content: Uint8Array, bytes: number, from = 0): void {
  const left = content.length - from;
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': left,
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
    etag: '"etag"',
  });
  response.write(content.subarray(from, from + bytes), () => response.destroy());
}

/** Where a request's range begins; 0 without one. */
export function rangeStart(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

function sendBytes(content: Uint8Array | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (!content) return sendJson(response, 404, { error: 'Entry not found' });
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  response.setHeader('etag', `"${sha256(content)}"`);
  if (first === undefined) {
    response.writeHead(200, { 'content-length': content.length }).end(content);
    return;
  }
  const end = last ? Number(last) + 1 : content.length;
  const part = content.subarray(Number(first), end);
  if (part.length === 0) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const range = `bytes ${first}-${Number(first) + part.length - 1}/${content.length}`;
  response.writeHead(206, { 'content-length': part.length, 'content-range': range }).end(part);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function addressOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** SHA-256 in hex. */
export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function gitOid(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
