import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { SYSTEM_CLOCK } from '../clock.ts';
import { parseBaseUrl } from '../base-url.ts';
import { Transport, type TransportSettings } from '../transport.ts';

/** A real server on the loopback interface, closed with the test. */
export async function listen(handler: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** A transport with short limits and no waiting between retries; `slept` holds the delays it would have waited. */
export function makeTransport(baseUrl: string, overrides: Partial<TransportSettings> = {}, now: () => number = Date.now) {
  const slept: number[] = [];
  const transport = new Transport({
    baseUrl: parseBaseUrl(baseUrl),
    fetch: globalThis.fetch,
    headers: {},
    timeoutMs: 10_000,
    idleTimeoutMs: 10_000,
    maxRetries: 2,
    retryBudget: Number.POSITIVE_INFINITY,
    maxResponseBytes: 256 * 1024 * 1024,
    clock: {
      ...SYSTEM_CLOCK,
      now,
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        slept.push(ms);
      },
    },
    ...overrides,
  });
  return { transport, slept };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('The promise did not reject.');
}

/** All that an iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
