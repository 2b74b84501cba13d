import type { VoiceService } from '@potoo/core';
import { LOCAL_CALLER } from '../../accounts/caller.ts';
import { createMemoryStore } from '../idempotency/memory-store.ts';
import type { Admission, Visit } from './contract.ts';
import { isLocalRequest } from './local-request.ts';
import { rateHeaders } from './rate-headers.ts';

/**
 * Lets everybody in who reaches the server, as its one user; who asks on the same machine administrates it.
 * @param serviceFor - The service as a request may use it.
 */
export function createOpenAdmission(serviceFor: (request: Request) => VoiceService): Admission {
  const answers = createMemoryStore();
  const { requestsPerMinute: limit } = LOCAL_CALLER.plan;
  return {
    asksForKeys: false,
    receive: (request, address): Visit => ({
      headers: rateHeaders({ limit, remaining: limit, resetAt: new Date(Date.now() + 60_000) }),
      enter: async () => {
        const caller = { ...LOCAL_CALLER, administrates: isLocalRequest(request, address) };
        return { caller, service: serviceFor(request), answers };
      },
      leave: async () => {},
    }),
    allowsOrigin: async () => false,
    forgetKeys: () => {},
    close: async () => answers.close(),
  };
}
