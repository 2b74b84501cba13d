import { Worker } from 'node:worker_threads';
import type { HostModule, HostWorker } from './contract.ts';
import { endProcess } from './end-process.ts';
import { HostSession } from './host-session.ts';
import type { FromHost, ToHost } from './messages.ts';
import { siblingModule } from './module-url.ts';
import { packError } from './transfer-error.ts';

/** The entry of a host process: loads one module and answers one pool. */

const [, , parent] = process.argv;
const sessions = new Map<number, HostSession>();
let worker: HostWorker | undefined;

// Its parent decides when it ends; a signal to everybody must not cost the requests that the parent still finishes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', endProcess);
process.on('message', (message: ToHost) => receive(message));
new Worker(siblingModule(import.meta.url, './parent-watch'), { workerData: parent }).unref();

function receive(message: ToHost): void {
  switch (message.type) {
    case 'start':
      void start(message.module, message.options);
      return;
    case 'memory':
      void send({ type: 'memory', bytes: process.memoryUsage.rss() });
      return;
    case 'call':
      void serve(message);
      return;
    default:
      sessions.get(message.call)?.receive(message);
  }
}

async function start(module: string, options: unknown): Promise<void> {
  try {
    const loaded: { default?: HostModule } = await import(module);
    if (typeof loaded.default?.create !== 'function') throw new TypeError(`${module} exports no host by default.`);
    worker = await loaded.default.create(options);
    await send({ type: 'ready' });
  } catch (error) {
    await send({ type: 'start-failed', error: packError(error) });
  }
}

async function serve(message: ToHost & { type: 'call' }): Promise<void> {
  const { call, method: name, params } = message;
  const session = new HostSession(message, send);
  sessions.set(call, session);
  try {
    const method = worker && Object.hasOwn(worker.methods, name) ? worker.methods[name] : undefined;
    if (!method) throw new TypeError(`The host has no method "${name}".`);
    const value = await method(params, session);
    await session.flush();
    await send({ type: 'result', call, value });
  } catch (error) {
    await send({ type: 'error', call, error: packError(error) });
  } finally {
    sessions.delete(call);
  }
}

/**
 * Resolves when the message has left the process, so that whoever awaits it does not compute while the rest of a large
 * one waits for the event loop.
 * @throws {Error} When it cannot be copied.
 */
function send(message: FromHost): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!process.connected || !process.send) return resolve();
    try {
      // A channel that breaks ends the process through `disconnect`.
      process.send(message, undefined, undefined, () => resolve());
    } catch (error) {
      reject(error);
    }
  });
}
