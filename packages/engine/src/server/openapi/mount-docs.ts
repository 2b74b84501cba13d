import type { Hono } from 'hono';
import { mountRoute } from '../routes.ts';
import type { ServerEnv } from '../server-env.ts';
import { buildOpenApiDocument } from './build-document.ts';
import { docsPage } from './docs-page.ts';
import { DOCS_STYLES } from './docs-styles.ts';

const STYLES_PATH = '/docs/styles.css';

const PAGE_HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** Serves the document of the interface, and the page to read it at. Both are made when they are first asked for. */
export function mountDocs(app: Hono<ServerEnv>): void {
  let document: Record<string, unknown> | undefined;
  const made = () => {
    document ??= buildOpenApiDocument();
    return document;
  };
  mountRoute(app, '/openapi.json', { GET: () => Response.json(made(), { headers: { 'cache-control': 'no-cache' } }) });
  mountRoute(app, '/docs', {
    GET: () =>
      new Response(docsPage(made(), STYLES_PATH), {
        headers: { ...PAGE_HEADERS, 'content-type': 'text/html; charset=utf-8' },
      }),
  });
  mountRoute(app, STYLES_PATH, {
    GET: () => new Response(DOCS_STYLES, { headers: { ...PAGE_HEADERS, 'content-type': 'text/css; charset=utf-8' } }),
  });
}
