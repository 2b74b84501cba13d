import { BadRequestError } from '@potoo/core';
import type { Hono } from 'hono';
import type { RouteHandler, ServerEnv } from './server-env.ts';

/** The handlers of a path by method; `GET` answers `HEAD` as well. */
export interface RouteHandlers {
  readonly GET?: RouteHandler;
  readonly POST?: RouteHandler;
  readonly DELETE?: RouteHandler;
}

/** Serves a path exactly as written, and answers `OPTIONS` and every other method with what is allowed. */
export function mountRoute(app: Hono<ServerEnv>, path: string, handlers: RouteHandlers): void {
  const { GET, POST, DELETE } = handlers;
  if (GET) app.get(path, traced(path, GET));
  if (POST) app.post(path, traced(path, POST));
  if (DELETE) app.delete(path, traced(path, DELETE));
  const allow = [GET && 'GET', GET && 'HEAD', POST && 'POST', DELETE && 'DELETE', 'OPTIONS'].filter(Boolean);
  app.options(path, () => new Response(null, { status: 204, headers: { allow: allow.join(', ') } }));
  app.all(path, (c) => {
    throw new BadRequestError(`${c.req.method.slice(0, 20)} is not a method of this path.`, {
      status: 405,
      reason: 'method_not_allowed',
      hint: `Use ${allow.join(', ')}.`,
      details: { allow },
    });
  });
}

/** The same handler, which also says that it was the one. */
function traced(path: string, handler: RouteHandler): RouteHandler {
  return (c, next) => {
    c.env.trace.route = path;
    return handler(c, next);
  };
}

/**
 * Serves a path of the API in each form that clients use: with and without the last slash, and under `/api`. Never by a
 * redirect, which would turn a POST into a GET.
 */
export function mountApiRoute(app: Hono<ServerEnv>, path: string, handlers: RouteHandlers): void {
  const bare = path.replace(/\/$/, '');
  for (const form of [`${bare}/`, bare, `/api${bare}/`, `/api${bare}`]) mountRoute(app, form, handlers);
}
