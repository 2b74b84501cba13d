import type { VoiceService } from '@potoo/core';
import type { RouteHandler } from '../../server-env.ts';

/** `GET /v1/capabilities/`: tells what the server can do. Potoo's own. */
export function capabilitiesRoute(service: VoiceService): RouteHandler {
  return async (c) => Response.json(await service.capabilities({ signal: c.req.raw.signal }));
}
