import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { PostgresServer } from './postgres-server.ts';

/** A way to a PostgreSQL server that can go dead as a network does: nothing arrives any more, and nobody is told. */
export interface HalfOpenProxy {
  /** Address of the database by this way. */
  readonly url: string;
  /** From now on nothing passes: connections stay open, and new ones are taken and left alone. */
  goDead(): void;
  /** New connections pass again. Those from before stay dead. */
  comeBack(): void;
  close(): Promise<void>;
}

/** Opens such a way. */
export async function openHalfOpenProxy(server: PostgresServer): Promise<HalfOpenProxy> {
  const folder = new URL(server.url).searchParams.get('host') ?? '';
  const near = new Set<Socket>();
  const far = new Set<Socket>();
  let isDead = false;
  const proxy = createServer((client) => {
    near.add(client);
    client.on('error', () => {});
    if (isDead) return client.pause();
    const behind = connect(path.join(folder, '.s.PGSQL.5432'));
    far.add(behind);
    behind.on('error', () => {});
    behind.on('close', () => far.delete(behind) && client.destroy());
    client.on('close', () => near.delete(client) && behind.destroy());
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://potoo@127.0.0.1:${(proxy.address() as AddressInfo).port}/postgres`,
    goDead() {
      isDead = true;
      for (const client of near) client.unpipe().pause().removeAllListeners('data');
      for (const behind of far) {
        // The server finds its end of the connection gone, as it would in the end; the client does not.
        far.delete(behind);
        behind.removeAllListeners('close').unpipe().destroy();
      }
    },
    comeBack() {
      isDead = false;
    },
    async close() {
      for (const socket of [...near, ...far]) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
