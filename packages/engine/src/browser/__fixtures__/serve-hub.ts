import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubFiles } from './hub-files.ts';

/** A hub on a server of its own. */
export interface Hub extends Disposable {
  readonly url: string;
  readonly files: HubFiles;
}

/** Serves made-up models as the hub serves true ones. */
export async function serveHub(): Promise<Hub> {
  const files = new HubFiles();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!files.answer(request, response, pathname)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    files,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
