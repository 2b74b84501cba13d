import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { PotooProcess } from './potoo-process.ts';

/** Where tests find the server, on the origin of their page: no port has to be known beforehand. */
const PREFIX = '/potoo';

// One for all projects of a run.
const potoo = new PotooProcess();

/** Puts a real `potoo serve` behind `/potoo` of the page that tests run in. It starts with the first request. */
export function potooProxy(): Plugin {
  return {
    name: 'potoo-proxy',
    configureServer(server) {
      server.middlewares.use(PREFIX, (incoming, outgoing) => {
        potoo.url().then(
          (url) => forward(incoming, outgoing, url),
          (error: unknown) => outgoing.writeHead(502).end(String(error)),
        );
      });
    },
    buildEnd() {
      potoo.stop();
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, url: string): void {
  const { origin: _, ...headers } = incoming.headers;
  const target = new URL(url + incoming.url);
  const onward = request(target, { method: incoming.method, headers: { ...headers, host: target.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  // A page that goes away stops the work.
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
