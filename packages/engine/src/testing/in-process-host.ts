import type { Backend } from '../backends/contract.ts';
import type { HostContext, HostMethod, HostModule } from '../hosts/contract.ts';

/** What a test may give a method. */
export interface InProcessCall {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: unknown) => void;
}

/** The methods of a backend's host, loaded into this process. */
export interface InProcessHost {
  call(method: string, params: unknown, options?: InProcessCall): Promise<unknown>;
}

/** Loads the host of a backend into this process: for tests, where a child process would only be slower. */
export async function loadInProcess(backend: Pick<Backend, 'id' | 'host'>): Promise<InProcessHost> {
  if (!backend.host) throw new TypeError(`${backend.id} has no host.`);
  const module: unknown = await import(backend.host.href);
  if (!hasHostModule(module)) throw new TypeError(`The host of ${backend.id} has no default export with "create".`);
  const { methods } = await module.default.create(undefined);
  return {
    async call(name, params, options = {}) {
      const method: HostMethod | undefined = methods[name];
      if (!method) throw new TypeError(`The host of ${backend.id} has no method "${name}".`);
      return await method(structuredClone(params), contextOf(options));
    },
  };
}

function contextOf({ signal = new AbortController().signal, onEvent }: InProcessCall): HostContext {
  return {
    signal,
    alive() {},
    async emit(event) {
      signal.throwIfAborted();
      onEvent?.(event);
    },
    input: (async function* () {})(),
  };
}

function hasHostModule(module: unknown): module is { default: HostModule } {
  if (typeof module !== 'object' || module === null || !('default' in module)) return false;
  const { default: host } = module;
  return typeof host === 'object' && host !== null && 'create' in host && typeof host.create === 'function';
}
