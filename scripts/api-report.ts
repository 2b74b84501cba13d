/**
 * Holds what the built packages offer against the reports in `docs/api/`, so that a change of it is seen where changes are
 * looked at. With `--write` the reports are written anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PublicSymbols } from './docblocks/public-symbols.ts';
import { ROOT } from './source-files.ts';

const PACKAGES = ['core', 'engine', 'mcp-server', 'react'];
const REPORTS = path.join(ROOT, 'docs/api');

interface Entry {
  /** What is imported: `@potoo/core/audio`. */
  readonly specifier: string;
  /** Its declarations. */
  readonly file: string;
}

function entriesOf(folder: string): Entry[] {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly types?: string }>>;
  };
  return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
    const types = typeof target === 'string' ? undefined : target.types;
    if (types === undefined) return [];
    return [{ specifier: path.posix.join(manifest.name, subpath), file: path.join(folder, types) }];
  });
}

/** Declarations import one another by the names of their sources. */
function declarationFile(file: string): string {
  if (file.endsWith('.d.ts')) return file;
  return file.replace(/\.[jt]sx?$/, '.d.ts');
}

function report(name: string): string {
  const symbols = new PublicSymbols(declarationFile);
  const told = new Map<string, string>();
  const sections = entriesOf(path.join(ROOT, 'packages', name)).map(({ specifier, file }) => {
    const lines = [`## \`${specifier}\``, ''];
    const elsewhere: string[] = [];
    const declarations: string[] = [];
    for (const symbol of symbols.of(file).sort((a, b) => a.name.localeCompare(b.name))) {
      const key = `${symbol.source.file} ${symbol.name}`;
      if (told.has(key)) elsewhere.push(`\`${symbol.name}\``);
      else declarations.push(symbol.source.declarationOf(symbol.name));
      told.set(key, specifier);
    }
    if (declarations.length > 0) lines.push('```ts', ...declarations, '```', '');
    if (elsewhere.length > 0) lines.push(`Declared above: ${elsewhere.join(', ')}.`, '');
    return lines.join('\n');
  });
  const head = `# What \`@potoo/${name}\` offers\n\nWritten by \`npm run check:api -- --write\` after a build. A change of it needs a changeset.\n`;
  return `${[head, ...sections].join('\n').trimEnd()}\n`;
}

let changed = 0;
for (const name of PACKAGES) {
  const file = path.join(REPORTS, `${name}.md`);
  const now = report(name);
  if (process.argv.includes('--write')) {
    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(file, now);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== now) {
    changed++;
    console.error(
      `docs/api/${name}.md does not tell what the package offers: npm run build, npm run check:api -- --write`,
    );
  }
}
console.log(`api: ${PACKAGES.length} packages, ${changed} reports to write`);
if (changed > 0) process.exitCode = 1;
