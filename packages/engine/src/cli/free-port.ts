import { once } from 'node:events';
import { createServer } from 'node:net';

/** How many ports are tried. */
const TRIES = 20;

/** Finds the first port above one that is free now, or `undefined`. */
export async function freePortAbove(port: number, host: string): Promise<number | undefined> {
  for (let candidate = port + 1; candidate <= Math.min(port + TRIES, 65_535); candidate += 1) {
    const server = createServer();
    try {
      server.listen(candidate, host);
      await once(server, 'listening');
      return candidate;
    } catch {
      // Taken too.
    } finally {
      server.close();
    }
  }
  return undefined;
}
