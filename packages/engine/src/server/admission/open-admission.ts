import type { VoiceService } from '@potoo/core';
import { LOCAL_CALLER } from '../../accounts/caller.ts';
import { createMemoryStore } from '../idempotency/memory-store.ts';
import type { Admission, Visit } from './contract.ts';
import { rateHeaders } from './rate-headers.ts';

/**
 * Lets everybody in who reaches the server, as its one user: whoever asks on the same machine.
 * @param serviceFor - The service as a request may use it.
 */
export function createOpenAdmission(serviceFor: (request: Request) => VoiceService): Admission {
  const answers = createMemoryStore();
  const { requestsPerMinute: limit } = LOCAL_CALLER.plan;
  return {
    asksForKeys: false,
    receive: (request): Visit => ({
      headers: rateHeaders({ limit, remaining: limit, resetAt: new Date(Date.now() + 60_000) }),
      enter: async () => ({ caller: LOCAL_CALLER, service: serviceFor(request), answers }),
      leave: async () => {},
    }),
    allowsOrigin: async () => false,
    close: async () => answers.close(),
  };
}
