import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** A folder on a port of this machine. */
export interface ServedFolder extends AsyncDisposable {
  readonly url: string;
}

/** Serves the files of a folder. @param headers - Of every answer. */
export async function serveFolder(
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServedFolder> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, path.normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    const isThere = existsSync(file) && statSync(file).isFile();
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(isThere ? 200 : 404, { ...headers, 'content-type': isThere ? type : 'application/json' });
    if (isThere) createReadStream(file).pipe(response);
    else response.end('{"error":{"code":"not_found","message":"There is no such page."}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
