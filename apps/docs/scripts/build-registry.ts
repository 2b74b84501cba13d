/**
 * Writes the components as a registry that the shadcn command installs from: `npx shadcn add <address>/r/speak-button.json`
 * copies the component's own files into an app. They are the files of `packages/react/src`, as they are but for the endings of
 * their imports, with the folders that they are in, so that what they import of one another stays where it is.
 * Writes `registry.json` and `r/*.json` after https://ui.shadcn.com/schema/registry.json and registry-item.json.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ROOT } from '../../../scripts/source-files.ts';
import { type RegistryItem, registryItems } from './registry/registry-items.ts';

const SOURCES = path.join(ROOT, 'packages/react/src');
const SITE = process.argv[2] ?? path.join(ROOT, 'apps/docs/storybook-static');
/** Where the site is served; what items name of one another begins with it. */
const HOME = (process.env['POTOO_REGISTRY_URL'] ?? 'http://localhost:6006').replace(/\/+$/, '');

/** What items install as `@potoo/core`. @default The range of this version; a check, before it is published, names a tarball. */
const CORE = process.env['POTOO_REGISTRY_CORE'];

const { version, peerDependencies, dependencies } = JSON.parse(
  readFileSync(path.join(ROOT, 'packages/react/package.json'), 'utf8'),
) as {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll(path.sep, '/'))
  .filter((name) => /\.(tsx?|css)$/.test(name) && !/\.(test|test-d|stories)\.|\.browser\.|__fixtures__/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(SOURCES, name), 'utf8') }));

const items = registryItems(files, {
  addressOf: (item) => `${HOME}/r/${item}.json`,
  versions: { ...peerDependencies, ...dependencies, '@potoo/core': CORE ?? `^${version}` },
});

mkdirSync(path.join(SITE, 'r'), { recursive: true });
for (const item of items)
  write(`r/${item.name}.json`, { $schema: 'https://ui.shadcn.com/schema/registry-item.json', ...item });
write('registry.json', {
  $schema: 'https://ui.shadcn.com/schema/registry.json',
  name: 'potoo',
  homepage: HOME,
  items: items.map(withoutTexts),
});

/** An item as the list has it: where its files are, and not what is in them. */
function withoutTexts({ files: parts, ...item }: RegistryItem): object {
  return { ...item, files: parts.map(({ content: _, ...file }) => file) };
}

function write(name: string, value: object): void {
  writeFileSync(path.join(SITE, name), `${JSON.stringify(value, null, 2)}\n`);
}
