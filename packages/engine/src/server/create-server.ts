import type { VoiceService } from '@potoo/core';
import { createCallerService } from './admission/caller-service.ts';
import type { Admission } from './admission/contract.ts';
import { createOpenAdmission } from './admission/open-admission.ts';
import { createApp } from './app.ts';
import { withoutQueryToken } from './dialects/outeai/query-token.ts';
import { createRequestHandler } from './handle-request.ts';
import { type ListenOptions, listen, type RunningServer } from './listen.ts';
import { openToAll } from './platform/open-house.ts';
import { type ResolvedServerOptions, resolveServerOptions, type ServerOptions } from './server-options.ts';

/** A voice service behind HTTP. */
export interface PotooServer {
  /**
   * Answers one request, for a server of your own. It never rejects. Which hosts and origins may ask is then yours to
   * check; {@link PotooServer.listen} does it itself.
   */
  fetch(request: Request): Promise<Response>;
  /**
   * Serves on a port until closed.
   * @throws {BadRequestError} `insecure_bind` if other machines could reach the address.
   * @throws {UnreachableError} `address_unavailable` if the port is taken.
   */
  listen(options?: ListenOptions): Promise<RunningServer>;
}

/** Lets everybody in: to jobs as well, where something keeps them. */
function openAdmission(service: VoiceService, { platform, publicUrl }: ResolvedServerOptions): Admission {
  return platform ? openToAll({ service, platform, publicUrl }) : createOpenAdmission(() => service);
}

/**
 * Makes an HTTP server over any voice service: the engine in this process, or a client of another server.
 * The service stays the caller's: closing the server does not close it.
 */
export function createServer(service: VoiceService, options?: ServerOptions): PotooServer {
  const resolved = resolveServerOptions(options);
  const callers = createCallerService(service);
  const admission = resolved.admission ?? openAdmission(service, resolved);
  const handle = createRequestHandler(createApp(callers.service, resolved), resolved, { admission, callers });
  return {
    fetch: (request) => handle(withoutQueryToken(request, resolved.queryToken), {}),
    listen: (where = {}) => listen(handle, resolved, where),
  };
}
