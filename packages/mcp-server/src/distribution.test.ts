import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { HELP } from './cli/help.ts';
import { DEFAULT_SELECTION } from './tools/selection.ts';

// What hosts and registries are told about the package, beside the package itself.

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PACKAGE = 'packages/mcp-server';
const CHECK = join(ROOT, 'scripts/check-versions.ts');
const PLUGINS = ['.claude-plugin/plugin.json', '.cursor-plugin/plugin.json', 'gemini-extension.json'];

const copies: string[] = [];
afterAll(() => Promise.all(copies.map((copy) => rm(copy, { recursive: true, force: true }))));

async function json(file: string, root = ROOT) {
  return JSON.parse(await readFile(join(root, file), 'utf8'));
}

function checkVersions(...args: string[]): Promise<{ code: number; errors: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CHECK, ...args], (error, _output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), errors });
    });
  });
}

/** The files that name versions, by themselves. */
async function copyOfManifests(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'potoo-versions-'));
  copies.push(copy);
  const own = ['package.json', 'server.json', 'mcpb/manifest.json', ...PLUGINS].map((file) => `${PACKAGE}/${file}`);
  const others = ['packages/core/package.json', 'packages/engine/package.json', '.claude-plugin/marketplace.json'];
  for (const file of [...own, ...others]) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await cp(join(ROOT, file), join(copy, file));
  }
  return copy;
}

describe('the versions', () => {
  it('agree', async () => {
    expect(await checkVersions()).toEqual({ code: 0, errors: '' });
  });

  it.each<[string, string]>([
    ['server.json', 'version'],
    ['mcpb/manifest.json', 'version'],
    ['package.json', 'mcpName'],
    ...PLUGINS.map((file): [string, string] => [file, 'version']),
  ])('that differ are noticed: %s, %s', async (file, key) => {
    const copy = await copyOfManifests();
    const manifest = await json(`${PACKAGE}/${file}`, copy);
    await writeFile(join(copy, PACKAGE, file), JSON.stringify({ ...manifest, [key]: '9.9.9' }));
    const { code, errors } = await checkVersions(copy);
    expect(code).toBe(1);
    expect(errors).toContain('9.9.9');
  });

  it('are set everywhere at once', async () => {
    const copy = await copyOfManifests();
    for (const name of ['core', 'engine', 'mcp-server']) {
      const file = `packages/${name}/package.json`;
      await writeFile(join(copy, file), JSON.stringify({ ...(await json(file, copy)), version: '0.2.0' }));
    }
    expect((await checkVersions(copy)).code).toBe(1);
    expect((await checkVersions('--write', copy)).code).toBe(0);
    expect((await checkVersions(copy)).code).toBe(0);
    expect((await json(`${PACKAGE}/.claude-plugin/plugin.json`, copy)).mcpServers.potoo.args).toEqual([
      '-y',
      '@potoo/mcp-server@0.2.0',
    ]);
  });
});

describe('the entry in the registry', () => {
  it('keeps the limits of the registry', async () => {
    const entry = await json(`${PACKAGE}/server.json`);
    expect(entry.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
    expect(entry.description.length).toBeLessThanOrEqual(100);
    expect(entry.packages[0]).toMatchObject({ registryType: 'npm', transport: { type: 'stdio' } });
  });

  it('names variables that there are, keys among them as secrets', async () => {
    const [{ environmentVariables }] = (await json(`${PACKAGE}/server.json`)).packages;
    for (const { name, isSecret = false } of environmentVariables) {
      expect(HELP).toContain(name);
      expect(isSecret, name).toBe(/KEY|TOKEN/.test(name));
    }
  });
});

describe('the bundle', () => {
  it('is described as its makers ask', async () => {
    const { validateManifest } = await import('@anthropic-ai/mcpb/node');
    expect(validateManifest(join(ROOT, PACKAGE, 'mcpb/manifest.json'))).toBe(true);
  });

  it('tells the tools that the server offers, and lets people choose folders', async () => {
    const { tools, user_config, server } = await json(`${PACKAGE}/mcpb/manifest.json`);
    expect(tools).toEqual(DEFAULT_SELECTION.map(({ name, title }) => ({ name, description: title })));
    expect([user_config.output.type, user_config.allowed.type]).toEqual(['directory', 'directory']);
    for (const [name, value] of Object.entries(server.mcp_config.env)) {
      expect(HELP).toContain(name);
      expect(Object.keys(user_config).map((key) => `\${user_config.${key}}`)).toContain(value);
    }
    expect(server.mcp_config.args).toEqual([`\${__dirname}/${server.entry_point}`]);
  });
});
