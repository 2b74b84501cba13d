import { AsyncLocalStorage } from 'node:async_hooks';
import type { VoiceService } from '@potoo/core';

/** A service that is, for each request, the service as its caller may use it. */
export interface CallerService {
  /** For the routes: each call goes to the service of the request that is being answered. */
  readonly service: VoiceService;
  /** Answers a request with a service of its own. */
  run<Result>(service: VoiceService, answer: () => Result): Result;
}

/**
 * Lets routes, which are mounted once, use another service for each caller, without knowing of callers.
 * @param otherwise - For what is asked outside a request.
 */
export function createCallerService(otherwise: VoiceService): CallerService {
  const current = new AsyncLocalStorage<VoiceService>();
  const service = new Proxy(otherwise, {
    get(target, name) {
      const actual = current.getStore() ?? target;
      const member: unknown = Reflect.get(actual, name, actual);
      return typeof member === 'function' ? member.bind(actual) : member;
    },
  });
  return { service, run: (own, answer) => current.run(own, answer) };
}
