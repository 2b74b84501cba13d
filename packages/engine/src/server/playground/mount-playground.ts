import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotFoundError } from '@potoo/core';
import type { Hono } from 'hono';
import { mountRoute } from '../routes.ts';
import type { ServerEnv } from '../server-env.ts';
import { PLAYGROUND_FILES, PLAYGROUND_PAGES } from './pages.ts';

/** Where the build puts the page: the same from `src/server/playground` and from `dist/server/playground`. */
const BUILT = fileURLToPath(new URL('../../../dist/playground/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.md': 'text/markdown; charset=utf-8',
};

/** The page loads its own files and asks its own server, and nothing else. */
const PAGE_HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'permissions-policy': 'microphone=(self)',
};

/** Names of these files hold a hash of what is in them. */
const ASSET_HEADERS = { 'cache-control': 'public, max-age=31536000, immutable' };

/**
 * Serves the page that tries everything out, at `/` and at the address of each of its tools.
 * @param folder - Where the built page is. @default In the package's own `dist`.
 */
export function mountPlayground(app: Hono<ServerEnv>, folder: string = BUILT): void {
  const send = async (file: string, headers: Readonly<Record<string, string>>) => {
    const content = await readFile(path.join(folder, file)).catch((error: unknown) => {
      throw isMissing(error) ? notBuilt(file) : error;
    });
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    return new Response(content, { headers: { ...headers, 'content-type': type } });
  };
  const { icon, licences, assets } = PLAYGROUND_FILES;
  for (const page of PLAYGROUND_PAGES) mountRoute(app, page, { GET: () => send('index.html', PAGE_HEADERS) });
  for (const file of [icon, licences]) mountRoute(app, file, { GET: () => send(file, PAGE_HEADERS) });
  // A name of one part, without dots in a row: nothing outside the folder has such a name.
  mountRoute(app, `${assets}:file{[\\w-]+(?:\\.[\\w-]+)+}`, {
    GET: (c) => send(`${assets}${c.req.param('file')}`, ASSET_HEADERS),
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function notBuilt(file: string): NotFoundError {
  if (file !== 'index.html')
    return new NotFoundError(`There is no ${file}.`, {
      reason: 'route_not_found',
      hint: 'Load the page again: it may be of an older version.',
    });
  return new NotFoundError('The page is not built.', {
    reason: 'page_not_built',
    hint: 'Run `npm run build` in the repository; the interface is described at /docs.',
  });
}
