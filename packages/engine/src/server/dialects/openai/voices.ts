import type { VoiceService } from '@potoo/core';
import type { RouteHandler } from '../../server-env.ts';
import { listWireVoices } from '../wire-voices.ts';

/** `GET /v1/audio/voices`: lists voices for every reader: `voices` as most servers have it, `data` as OpenAI's lists. */
export function voicesRoute(service: VoiceService): RouteHandler {
  return async (c) => {
    const voices = await listWireVoices(service, c);
    return Response.json({ object: 'list', data: voices, voices, total: voices.length });
  };
}
