/**
 * Checks that everything that is published names one version: the packages, what they depend on among themselves, the
 * MCP server's entry in the registry, its bundle and its plugins. With `--write` it sets the version of the MCP server
 * everywhere; `npm run format` then sets the lines. Another root may be named, for tests.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ROOT } from './source-files.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A file and a way into it, and the text that has to be there. */
interface Place {
  readonly file: string;
  readonly way: ReadonlyArray<string | number>;
  readonly expected: string;
}

const SERVER = 'packages/mcp-server';
const PLUGINS = ['.claude-plugin/plugin.json', '.cursor-plugin/plugin.json', 'gemini-extension.json'];

const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true });
const root = positionals[0] ?? ROOT;
const files = new Map<string, Json>();

const wrong = places().filter(({ file, way, expected }) => at(read(file), way) !== expected);
if (values.write) {
  for (const place of wrong) set(place);
  for (const file of new Set(wrong.map((place) => place.file))) write(file);
  console.log(`versions: ${wrong.length} places set`);
} else {
  for (const { file, way, expected } of wrong) {
    console.error(`${file}: ${way.join('.')} is ${JSON.stringify(at(read(file), way))}, and has to be "${expected}"`);
  }
  console.log(`versions: ${places().length} places, ${wrong.length} wrong`);
  if (wrong.length > 0) {
    console.error('Run node scripts/check-versions.ts --write');
    process.exitCode = 1;
  }
}

function places(): Place[] {
  const manifest = `${SERVER}/package.json`;
  const [version, name, mcpName] = [text(manifest, 'version'), text(manifest, 'name'), text(manifest, 'mcpName')];
  const pinned = `${name}@${version}`;
  return [
    ...packageFiles().flatMap((file) => packagePlaces(file, version)),
    { file: `${SERVER}/server.json`, way: ['name'], expected: mcpName },
    { file: `${SERVER}/server.json`, way: ['version'], expected: version },
    { file: `${SERVER}/server.json`, way: ['packages', 0, 'identifier'], expected: name },
    { file: `${SERVER}/server.json`, way: ['packages', 0, 'version'], expected: version },
    { file: `${SERVER}/mcpb/manifest.json`, way: ['version'], expected: version },
    { file: '.claude-plugin/marketplace.json', way: ['plugins', 0, 'version'], expected: version },
    ...PLUGINS.flatMap((plugin) => [
      { file: `${SERVER}/${plugin}`, way: ['version'], expected: version },
      { file: `${SERVER}/${plugin}`, way: ['mcpServers', 'potoo', 'args', 1], expected: pinned },
    ]),
  ];
}

/** Manifests of the packages that are published. */
function packageFiles(): string[] {
  return globSync('packages/*/package.json', { cwd: root })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => at(read(file), ['private']) !== true)
    .sort();
}

function packagePlaces(file: string, version: string): Place[] {
  const siblings = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) => {
    const named = at(read(file), [kind]);
    const names = typeof named === 'object' && named !== null ? Object.keys(named) : [];
    return names.filter((name) => name.startsWith('@potoo/')).map((name) => [kind, name]);
  });
  return [
    { file, way: ['version'], expected: version },
    ...siblings.map((way) => ({ file, way, expected: `^${version}` })),
  ];
}

function read(file: string): Json {
  const known = files.get(file);
  if (known !== undefined) return known;
  const whole = path.join(root, file);
  if (!existsSync(whole)) throw new Error(`${file} is missing`);
  const content: Json = JSON.parse(readFileSync(whole, 'utf8'));
  files.set(file, content);
  return content;
}

function text(file: string, key: string): string {
  const value = at(read(file), [key]);
  if (typeof value !== 'string') throw new Error(`${file} has no "${key}"`);
  return value;
}

function at(content: Json, way: Place['way']): Json | undefined {
  let value: Json | undefined = content;
  for (const step of way) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (typeof value === 'object' && value !== null) value = value[step];
    else return undefined;
  }
  return value;
}

function set({ file, way, expected }: Place): void {
  const parent = at(read(file), way.slice(0, -1));
  const last = way.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) throw new Error(`${file} is out of shape`);
  if (Array.isArray(parent)) parent[Number(last)] = expected;
  else parent[last] = expected;
}

function write(file: string): void {
  writeFileSync(path.join(root, file), `${JSON.stringify(read(file), null, 2)}\n`);
}
