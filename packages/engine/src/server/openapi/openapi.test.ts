import assert from 'node:assert/strict';
import { test } from 'vitest';
import { ToneService } from '../../testing/__fixtures__/tone-service.ts';
import { createApp } from '../app.ts';
import { createServer } from '../create-server.ts';
import { createMetrics } from '../observe/metrics.ts';
import { canonicalRoute } from '../observe/request-entry.ts';
import { createPlatform } from '../platform/platform.ts';
import { isPlaygroundPath } from '../playground/pages.ts';
import { resolveServerOptions } from '../server-options.ts';
import { buildOpenApiDocument } from './build-document.ts';
import { OPERATIONS } from './operations.ts';

const service = new ToneService();
const platform = createPlatform({ dataDirectory: '/nonexistent', service });
const app = createApp(service, resolveServerOptions({ platform, metrics: createMetrics({}) }));

/** Pages are not part of the interface. */
const isPage = (path: string) => /^\/docs(?:\/styles\.css)?$/.test(path) || isPlaygroundPath(path);

function mountedRoutes(): Set<string> {
  const mounted = app.routes.filter(({ method, path }) => /^(?:GET|POST|DELETE)$/.test(method) && path !== '/*');
  const names = mounted.map(({ method, path }) => {
    const canonical = canonicalRoute(path) === '/v1/audio' ? '/api/v1/audio' : canonicalRoute(path);
    return `${method.toLowerCase()} ${canonical.replace(/:(\w+)(?:\{[^/]*\})?/g, '{$1}')}`;
  });
  return new Set(names.filter((name) => !isPage(name.split(' ')[1] ?? '')));
}

test('every route is in the document, and nothing else is', () => {
  const documented = new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`));
  assert.deepEqual([...mountedRoutes()].sort(), [...documented].sort());
  assert.equal(documented.size, OPERATIONS.length, 'no operation twice');
});

test('the document says what the schemas check', () => {
  const document = JSON.parse(JSON.stringify(buildOpenApiDocument()));
  assert.equal(document.openapi, '3.1.0');
  const speech = document.paths['/v1/tts'].post.requestBody.content['application/json'].schema;
  assert.deepEqual(speech.required, ['text']);
  assert.deepEqual([speech.properties.speed.minimum, speech.properties.speed.maximum], [0.5, 2]);
  const enhance = document.paths['/v1/audio/enhance'].post.requestBody.content['multipart/form-data'].schema;
  assert.deepEqual(enhance.required, ['file']);
  assert.equal(enhance.properties.denoise.type, 'boolean');
  const ids = OPERATIONS.map(({ method, path }) => document.paths[path][method].operationId);
  assert.equal(new Set(ids).size, ids.length, 'every operation has an id of its own');
});

test('the page names every operation, and needs no script', async () => {
  const server = createServer(service, { ui: false });
  const page = await server.fetch(new Request('http://potoo/docs'));
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const html = await page.text();
  for (const { path, summary } of OPERATIONS) assert.ok(html.includes(path) && html.includes(summary), path);
  assert.ok(!html.includes('<script'));
  const styles = await server.fetch(new Request('http://potoo/docs/styles.css'));
  assert.equal(styles.headers.get('content-type'), 'text/css; charset=utf-8');
});
