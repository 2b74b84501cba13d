import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that speaks as much of the S3 protocol as a result store uses, and checks every signature. */
export interface S3Server {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Path of each object, with its bytes and type. */
  readonly objects: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  /** Answers the next requests with these before it does what they ask. */
  readonly failures: Array<{ readonly status: number; readonly code: string }>;
  close(): Promise<void>;
}

const ACCESS_KEY = 'AKIDEXAMPLE';
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** Starts the server, with one bucket called `bucket`. */
export async function startS3(): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map();
  const failures: Array<{ status: number; code: string }> = [];
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const fail = (status: number, code: string) =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
    const failure = failures.shift();
    if (failure) return fail(failure.status, failure.code);
    if (!isSigned(request, body)) return fail(403, 'SignatureDoesNotMatch');
    const { pathname } = new URL(request.url ?? '/', 'http://s3');
    if (!pathname.startsWith('/bucket')) return fail(404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      objects.set(pathname, { bytes: body, type: request.headers['content-type'] ?? '' });
      return response.end();
    }
    if (request.method === 'DELETE') {
      objects.delete(pathname);
      return response.writeHead(204).end();
    }
    if (pathname === '/bucket/') return response.end('<ListBucketResult/>');
    const object = objects.get(pathname);
    if (!object) return fail(404, 'NoSuchKey');
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined) return response.writeHead(200, { 'content-type': object.type }).end(object.bytes);
    return response.writeHead(206).end(object.bytes.subarray(Number(first), Number(last) + 1));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId: ACCESS_KEY,
    secretAccessKey: SECRET_KEY,
    objects,
    failures,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** AWS Signature Version 4, written from Amazon's description of it, not from the client that is tried with it. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const authorization = request.headers.authorization ?? '';
  const [, credential = '', signedHeaders = '', signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(authorization) ?? [];
  const [accessKey, date = '', region = '', service = '', last = ''] = credential.split('/');
  if (accessKey !== ACCESS_KEY || service !== 's3' || last !== 'aws4_request') return false;
  const digest = String(request.headers['x-amz-content-sha256']);
  if (digest !== 'UNSIGNED-PAYLOAD' && digest !== createHash('sha256').update(body).digest('hex')) return false;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [request.method, pathname, query, headers, signedHeaders, digest].join('\n');
  const scope = `${date}/${region}/${service}/${last}`;
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash].join('\n');
  const key = [date, region, service, last].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${SECRET_KEY}`,
  );
  return createHmac('sha256', key).update(text).digest('hex') === signature;
}
