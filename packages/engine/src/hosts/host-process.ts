import { Worker } from 'node:worker_threads';
import type { HostModule } from './contract.ts';
import { endProcess } from './end-process.ts';
import { HostServer } from './host-server.ts';
import type { FromHost, ToHost } from './messages.ts';
import { siblingModule } from './module-url.ts';

/** The entry of a host process: loads one module and answers one pool. */

const [, , parent] = process.argv;
const server = new HostServer({ load, send, memory: () => process.memoryUsage.rss() });

// Its parent decides when it ends; a signal to everybody must not cost the requests that the parent still finishes.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', endProcess);
process.on('message', (message: ToHost) => server.receive(message));
new Worker(siblingModule(import.meta.url, './parent-watch'), { workerData: parent }).unref();

async function load(module: string): Promise<HostModule> {
  const loaded: { default?: HostModule } = await import(module);
  if (typeof loaded.default?.create !== 'function') throw new TypeError(`${module} exports no host by default.`);
  return loaded.default;
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
