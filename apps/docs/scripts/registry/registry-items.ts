import path from 'node:path';

/** A source file of the components: its path below `packages/react/src`, and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** An item of the registry, as https://ui.shadcn.com/schema/registry-item.json has it. */
export interface RegistryItem {
  readonly name: string;
  readonly type: 'registry:component' | 'registry:hook' | 'registry:lib';
  readonly title: string;
  readonly description?: string;
  readonly dependencies: readonly string[];
  readonly registryDependencies: readonly string[];
  readonly files: ReadonlyArray<{
    readonly path: string;
    readonly type: RegistryItem['type'];
    /** Where it lands in an app. */
    readonly target: string;
    readonly content: string;
  }>;
  readonly docs?: string;
}

/** What items are made with. */
export interface RegistryOptions {
  /** Where an item is served. */
  readonly addressOf: (item: string) => string;
  /** Ranges of the packages that files import. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Where all files land, so that what they import of one another is where they look for it. */
const FOLDER = 'components/potoo';
const STYLES = 'potoo-styles';
/** Folders that no item is for alone. */
const SHARED: ReadonlySet<string> = new Set(['part', 'icons', 'messages', 'provider']);
/** What every app that takes components has. */
const GIVEN: ReadonlySet<string> = new Set(['react', 'react-dom']);

/**
 * Makes an item of each component's folder, of each hook, of what they share, and of the stylesheet. What an item imports of
 * others becomes its `registryDependencies`, what it imports of packages its `dependencies`.
 */
export function registryItems(files: readonly SourceFile[], options: RegistryOptions): RegistryItem[] {
  const owners = Map.groupBy(
    files.filter(({ name }) => name !== 'index.ts'),
    ({ name }) => itemOf(name),
  );
  return [...owners]
    .map(([item, own]) => makeItem(item, own, options))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The item that a file belongs to. */
function itemOf(name: string): string {
  if (name.endsWith('.css')) return STYLES;
  const [folder = '', file = ''] = name.split('/');
  if (folder === 'hooks') return kebab(file.replace(/\.tsx?$/, ''));
  return SHARED.has(folder) ? `potoo-${folder}` : folder;
}

function makeItem(item: string, own: readonly SourceFile[], { addressOf, versions }: RegistryOptions): RegistryItem {
  const isHook = item.startsWith('use-');
  const isShared = item.startsWith('potoo-');
  const type = isHook ? 'registry:hook' : isShared ? 'registry:lib' : 'registry:component';
  const imports = own.flatMap(({ name, text }) => importsOf(text).map((specifier) => ({ name, specifier })));
  const others = imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ name, specifier }) => itemOf(path.posix.join(path.posix.dirname(name), specifier)));
  const packages = imports.map(({ specifier }) => specifier).filter((specifier) => !specifier.startsWith('.'));
  const needed = new Set(packages.map(packageName).filter((name) => !GIVEN.has(name)));
  const description = own.map(({ text }) => describe(text)).find((found) => found !== undefined);
  return {
    name: item,
    type,
    title: isHook ? camel(item) : item.split('-').map(capital).join(' '),
    ...(description !== undefined && { description }),
    dependencies: [...needed].sort().map((name) => `${name}@${rangeOf(name, versions)}`),
    registryDependencies: [...new Set([...others, ...(type === 'registry:component' ? [STYLES] : [])])]
      .filter((other) => other !== item)
      .sort()
      .map(addressOf),
    files: own.map(({ name, text }) => ({
      path: `packages/react/src/${name}`,
      type,
      target: `${FOLDER}/${name}`,
      content: name.endsWith('.css') ? layered(name, text) : withoutEndings(text),
    })),
    ...(item === STYLES && { docs: `Import "${FOLDER}/styles.css" once, where the app begins.` }),
  };
}

const IMPORT = /(?:\bfrom |\bimport\(|^import )'([^']+)'/gm;

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, specifier = '']) => specifier);
}

/** Bundlers of apps do not take imports that end in `.ts`, unless they are told to. */
function withoutEndings(text: string): string {
  return text.replace(/((?:\bfrom |\bimport\(|^import )'\.[^']*)\.tsx?'/gm, "$1'");
}

/** The one stylesheet puts all others into the layer `potoo`, as the package's does. */
function layered(name: string, text: string): string {
  return name === 'styles.css' ? text.replace(/^(@import url\("[^"]+"\));/gm, '$1 layer(potoo);') : text;
}

/** The first sentence of the docblock before the export that gives a file its name. */
function describe(text: string): string | undefined {
  const [, sentence] = /\/\*\* ([^@*{}]+?\.)(?=\s)[^/]*\*\/\nexport (?:const|function) \w+/.exec(text) ?? [];
  return sentence;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function rangeOf(name: string, versions: Readonly<Record<string, string>>): string {
  const range = versions[name];
  if (range === undefined) throw new TypeError(`A component imports ${name}, which its package does not name.`);
  return range;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
