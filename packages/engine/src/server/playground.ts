import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { mountRoute } from './routes.ts';
import type { ServerEnv } from './server-env.ts';

/** The page's files and their types. Nothing else of the folder is served. */
const FILES = [
  { path: '/', file: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/playground.css', file: 'playground.css', type: 'text/css; charset=utf-8' },
  { path: '/playground.js', file: 'playground.js', type: 'text/javascript; charset=utf-8' },
] as const;

/** The same distance from `src/server` and from `dist/server`. */
const FOLDER = new URL('../../playground/', import.meta.url);

const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'permissions-policy': 'microphone=(self)',
};

/** Serves the playground page at `/`. */
export function mountPlayground(app: Hono<ServerEnv>): void {
  for (const { path, file, type } of FILES) {
    mountRoute(app, path, {
      GET: async () =>
        new Response(await readFile(new URL(file, FOLDER), 'utf8'), { headers: { ...HEADERS, 'content-type': type } }),
    });
  }
}
