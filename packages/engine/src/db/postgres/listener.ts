import { Socket } from 'node:net';
import pg from 'pg';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
const FAREWELL_MS = 1_000;

/**
 * Listens on a channel by a connection of its own, which is made again whenever it breaks. A break that the network does
 * not tell of is found by TCP keep-alive; whoever listens should also look now and then.
 */
export async function listenOn(
  config: pg.ClientConfig,
  channel: string,
  onNotification: (payload: string) => void,
  onConnect: () => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let end = async () => {};
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const stream = () => socket;
    const next = new pg.Client({ ...config, stream, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
    end = async () => {
      // A peer that is gone without a word answers no farewell.
      const giveUp = setTimeout(() => socket.destroy(), FAREWELL_MS);
      await next.end().catch(() => {});
      clearTimeout(giveUp);
    };
    // An error ends the connection as well, and `end` is where that is dealt with.
    next.on('error', () => {});
    next.on('notification', ({ payload }) => onNotification(payload ?? ''));
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await end();
      throw error;
    }
    next.once('end', connectLater);
    failures = 0;
    onConnect();
  };
  const connectLater = () => {
    if (stopped) return;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++);
    timer = setTimeout(() => void connect().catch(connectLater), wait);
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await end();
  };
}
