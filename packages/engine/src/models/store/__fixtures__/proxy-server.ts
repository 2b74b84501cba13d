import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { type AddressInfo, connect, type Server as NetServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** A host that exists behind the proxy only. */
export const HIDDEN_HOST = 'hub.invalid';

/**
 * A proxy that knows the way to {@link HIDDEN_HOST}: by CONNECT, also to its port 443, where it speaks TLS with a certificate of
 * its own, and by requests for whole addresses.
 */
export class ProxyServer implements AsyncDisposable {
  /** What it was asked for, `host:port`. */
  readonly asked: string[] = [];
  readonly #proxy: Server;
  readonly #tls: NetServer;
  readonly #sockets = new Set<Socket>();

  private constructor(target: string, certificate: Certificate) {
    const port = Number(new URL(target).port);
    const follow = (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
      return socket;
    };
    const joinSockets = (one: Socket, other: Socket) => {
      for (const socket of [one, other]) follow(socket);
      one.pipe(other).pipe(one);
    };
    this.#tls = createTlsServer(certificate, (socket) => joinSockets(socket, connect(port, '127.0.0.1')));
    this.#proxy = createServer((request, response) => {
      const { host, pathname, search } = new URL(request.url ?? '');
      this.asked.push(host);
      const { method, headers } = request;
      const onward = httpRequest({ host: '127.0.0.1', port, path: pathname + search, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    this.#proxy.on('connect', (request, socket: Socket) => {
      const asked = request.url ?? '';
      this.asked.push(asked);
      const [host, wanted] = asked.split(':');
      if (host !== HIDDEN_HOST) {
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        return;
      }
      const tls = (this.#tls.address() as AddressInfo).port;
      joinSockets(socket, connect(wanted === '443' ? tls : port, '127.0.0.1'));
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
  }

  /** @param target - Address of the server that {@link HIDDEN_HOST} stands for. */
  static async start(target: string, certificate: Certificate): Promise<ProxyServer> {
    const server = new ProxyServer(target, certificate);
    for (const each of [server.#proxy, server.#tls]) {
      await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
    }
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#proxy.closeAllConnections();
    for (const each of [this.#proxy, this.#tls]) await new Promise((resolve) => each.close(resolve));
  }
}

/** A key, and what vouches for it. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where `cert` lies, for those that have to trust it. */
  readonly file: string;
}

/** Makes a certificate for {@link HIDDEN_HOST} in a folder; `undefined` where there is no OpenSSL. */
export function makeCertificate(folder: string): Certificate | undefined {
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', `/CN=${HIDDEN_HOST}`, '-addext', `subjectAltName=DNS:${HIDDEN_HOST}`];
  try {
    execFileSync('openssl', ['req', '-x509', ...curve, ...name, '-keyout', keyFile, '-out', file], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
}
