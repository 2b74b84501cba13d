/**
 * Serves the built site, and its documentation to assistants as MCP tools at `/mcp`. Both need nothing but the folder.
 * `node scripts/serve-site.ts [port]`; the port is 6007, and 0 takes a free one.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createStorybookMcpHandler } from '@storybook/mcp';
import { Hono } from 'hono';

const SITE = path.join(import.meta.dirname, '..', 'storybook-static');

const mcp = await createStorybookMcpHandler({
  manifestProvider: (_request, manifest) => readFile(path.join(SITE, manifest), 'utf8'),
});
const app = new Hono();
app.all('/mcp', ({ req }) => mcp(req.raw));
app.use('*', serveStatic({ root: path.relative(process.cwd(), SITE) }));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.argv[2] ?? 6007) }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}/ and http://127.0.0.1:${port}/mcp\n`);
});
