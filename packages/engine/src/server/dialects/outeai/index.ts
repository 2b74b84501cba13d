import type { VoiceService } from '@potoo/core';
import type { Hono } from 'hono';
import { mountRoute } from '../../routes.ts';
import type { ServerEnv } from '../../server-env.ts';
import type { ResolvedServerOptions } from '../../server-options.ts';
import { audioRoute } from './audio.ts';
import { OUTEAI_PATH } from './paths.ts';

/** Serves the one path of OuteAI's API. */
export function mountOuteAi(app: Hono<ServerEnv>, service: VoiceService, options: ResolvedServerOptions): void {
  const handlers = { POST: audioRoute(service, options) };
  for (const path of [OUTEAI_PATH, `${OUTEAI_PATH}/`]) mountRoute(app, path, handlers);
}
