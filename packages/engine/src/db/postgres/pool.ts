import { Socket } from 'node:net';
import pg from 'pg';

/** How long a connection in use may be silent, either way, before it counts as dead. No query here takes as long. */
const SILENCE_MS = 12_000;
const MOST_CONNECTIONS = 10;

/**
 * A pool that comes back from whatever happens to its connections. One whose peer is gone without a word is given up
 * after a while, which the system would take a quarter of an hour for; and one that breaks while a transaction has it
 * leaves the pool also where the transaction does not let go of it, as Drizzle does not when `begin` fails.
 */
export class ConnectionPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, max: MOST_CONNECTIONS, stream: openSocket });
    // A connection that breaks is replaced, and whoever uses it is told by the query; without somebody who listens, the
    // event would end the process, also while a transaction has the connection.
    this.on('error', () => {});
    this.on('connect', (client) => client.on('error', () => {}));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect().then(letGoWhenBroken);
    super.connect(callback);
    return undefined;
  }
}

function openSocket(): Socket {
  const socket = new Socket();
  socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('Connection terminated: the database is silent.')));
  return socket;
}

function letGoWhenBroken(client: pg.PoolClient): pg.PoolClient {
  const { release } = client;
  let isHeld = true;
  const letGo = (why?: Error | boolean) => {
    if (!isHeld) return;
    isHeld = false;
    client.off('end', breakOff);
    release(why);
  };
  const breakOff = () => letGo(true);
  client.once('end', breakOff);
  client.release = letGo;
  return client;
}
