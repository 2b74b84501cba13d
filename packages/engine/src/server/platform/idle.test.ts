import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

// What a server loads that nobody has asked for anything. The libraries of the database take a hundred megabytes.
const SCRIPT = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { createPlatform, createServer, jobHooks, openToAll } = await import(process.argv[1]);
  const service = {};
  const platform = createPlatform({ dataDirectory: '/nowhere', service, hooks: jobHooks() });
  const admission = openToAll({ service, platform, measure: async () => 0, onError: () => {} });
  const server = await createServer(service, { platform, admission }).listen({ port: 0 });
  await (await fetch(server.url + '/healthz')).text();
  await platform.start();
  await server.close();
  await admission.close();
  await platform.close();
  console.log(loaded.join('\\n'));
`;

it('an idle server has loaded nothing of its database', async () => {
  const server = new URL('../index.ts', import.meta.url).href;
  const args = [
    '--conditions=potoo-source',
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '-e',
    SCRIPT,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, server], { maxBuffer: 8 * 1024 * 1024 });
  const loaded = stdout.split('\n');
  expect(loaded.filter((url) => url.endsWith('/server/platform/platform.ts'))).toHaveLength(1);
  expect(loaded.filter((url) => /drizzle|pglite|pg-boss|node_modules\/pg\/|src\/db\/schema/.test(url))).toEqual([]);
});
