import type { RouteHandler } from '../server-env.ts';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`: what the server does, for Prometheus. */
export function metricsRoute(metrics: Metrics): RouteHandler {
  return async () => new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } });
}
