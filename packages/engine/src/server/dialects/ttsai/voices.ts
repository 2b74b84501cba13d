import type { VoiceService } from '@potoo/core';
import type { RouteHandler } from '../../server-env.ts';
import { listWireVoices } from '../wire-voices.ts';

/** `GET /v1/voices/`: lists voices, each with the address of a preview if it can speak now. */
export function voicesRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const voices = await listWireVoices(service, c);
    return Response.json({ voices, total: voices.length });
  };
}
