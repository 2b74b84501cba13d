import type { HostModule, HostWorker } from './contract.ts';
import { HostSession } from './host-session.ts';
import type { FromHost, ToHost } from './messages.ts';
import { packError } from './transfer-error.ts';

/** What a host's own side needs of the place where it runs. */
export interface HostPlace {
  /** Finds the module that the host is to serve. */
  load(module: string): Promise<HostModule>;
  /** Resolves when the message has left. @throws When it cannot be copied. */
  send(message: FromHost): Promise<void>;
  /** Bytes that are held here. */
  memory(): number;
}

/** The host's side of the channel to its pool: loads one module and answers with its methods. */
export class HostServer {
  readonly #place: HostPlace;
  readonly #sessions = new Map<number, HostSession>();
  #worker: HostWorker | undefined;

  constructor(place: HostPlace) {
    this.#place = place;
  }

  receive(message: ToHost): void {
    switch (message.type) {
      case 'start':
        void this.#start(message.module, message.options);
        return;
      case 'memory':
        void this.#place.send({ type: 'memory', bytes: this.#place.memory() });
        return;
      case 'call':
        void this.#serve(message);
        return;
      default:
        this.#sessions.get(message.call)?.receive(message);
    }
  }

  async #start(module: string, options: unknown): Promise<void> {
    try {
      this.#worker = await (await this.#place.load(module)).create(options);
      await this.#place.send({ type: 'ready' });
    } catch (error) {
      await this.#place.send({ type: 'start-failed', error: packError(error) });
    }
  }

  async #serve(message: ToHost & { type: 'call' }): Promise<void> {
    const { call, method: name, params } = message;
    const { send } = this.#place;
    const session = new HostSession(message, send);
    this.#sessions.set(call, session);
    try {
      const methods = this.#worker?.methods;
      const method = methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (!method) throw new TypeError(`The host has no method "${name}".`);
      const value = await method(params, session);
      await session.flush();
      await send({ type: 'result', call, value });
    } catch (error) {
      await send({ type: 'error', call, error: packError(error) });
    } finally {
      this.#sessions.delete(call);
    }
  }
}
