import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('only two files know the SDK, so that it can change without the tools', () => {
  const source = join(import.meta.dirname, '..');
  const files = globSync('**/*.ts', { cwd: source }).filter((file) => !/\.test\.ts$|__fixtures__/.test(file));
  const knowing = files.filter((file) =>
    /from '@modelcontextprotocol\//.test(readFileSync(join(source, file), 'utf8')),
  );
  expect(knowing.sort()).toEqual([join('sdk', 'mcp-server.ts'), join('sdk', 'transports.ts')]);
});
