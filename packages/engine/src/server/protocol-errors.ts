import { randomUUID } from 'node:crypto';
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BadRequestError, type PotooError } from '@potoo/core';
import { HEADERS, toErrorEnvelope } from '@potoo/core/wire';

/** How long a connection stays open for its client to read why it is closed. */
const LINGER_MS = 500;

/** Answers what Node refuses before there is a request with the error envelope as well. */
export function answerProtocolErrors(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, outgoing: ServerResponse) => answering.set(socket, outgoing));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // In the middle of an answer, or with nobody there, there is nothing to say.
    const isAnswering = answering.get(socket)?.headersSent === true && answering.get(socket)?.writableFinished !== true;
    if (isAnswering || !socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else sayAndClose(socket, describe(error.code));
  });
  server.on('connect', (_, socket) => sayAndClose(socket, notAProxy()));
  server.on('checkExpectation', (_, outgoing: ServerResponse) => {
    const { status, headers, body } = write(unknownExpectation());
    outgoing.writeHead(status, headers).end(body);
  });
}

function sayAndClose(socket: Duplex, error: PotooError): void {
  const { status, headers, body } = write(error);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function write(error: PotooError): { status: number; headers: Record<string, string>; body: string } {
  const requestId = randomUUID();
  const { status, body } = toErrorEnvelope(error, requestId);
  const text = JSON.stringify(body);
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
      'x-content-type-options': 'nosniff',
      [HEADERS.requestId]: requestId,
      connection: 'close',
    },
    body: text,
  };
}

function describe(code: string | undefined): PotooError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return refuse(408, 'request_timeout', 'The headers of the request did not arrive in time.', 'Send them at once.');
    case 'HPE_HEADER_OVERFLOW':
      return refuse(
        431,
        'too_many_headers',
        'The headers of the request are too large.',
        'Send at most 16 kB of them.',
      );
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return refuse(413, 'malformed_request', 'The chunk extensions of the body are too large.', 'Send none.');
    default:
      return refuse(
        400,
        'malformed_request',
        'The request is not valid HTTP/1.1.',
        'Check what is between the client and the server.',
      );
  }
}

function notAProxy(): PotooError {
  return refuse(405, 'method_not_allowed', 'This server is no proxy.', 'Use the methods and paths of the API.');
}

function unknownExpectation(): PotooError {
  return refuse(
    417,
    'malformed_request',
    'The request expects what this server does not know.',
    'Send no Expect header.',
  );
}

function refuse(status: number, reason: string, message: string, hint: string): PotooError {
  return new BadRequestError(message, { status, reason, hint });
}
