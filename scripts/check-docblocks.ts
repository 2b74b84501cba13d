/** Checks that every symbol of the packages' public entries has a docblock with prose. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PublicSymbols } from './docblocks/public-symbols.ts';
import { ROOT } from './source-files.ts';

const PACKAGES = ['packages/core', 'packages/engine', 'packages/mcp-server', 'packages/react'];

/** Reads the source files, stylesheets left out, behind a package's `exports` map. */
function entriesOf(folder: string): string[] {
  const manifest = readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8');
  const sources = [...manifest.matchAll(/"potoo-source":\s*"([^"]+\.tsx?)"/g)];
  return sources.map(([, source = '']) => path.join(ROOT, folder, source));
}

const symbols = new PublicSymbols();
const found = new Map<string, boolean>();
for (const entry of PACKAGES.flatMap(entriesOf)) {
  if (!existsSync(entry)) throw new Error(`${path.relative(ROOT, entry)} is exported and does not exist`);
  for (const { name, source, line, documented } of symbols.of(entry)) {
    found.set(`${path.relative(ROOT, source.file)}:${line} ${name}`, documented);
  }
}

const problems = [...found].filter(([, documented]) => !documented).map(([symbol]) => symbol);
for (const problem of problems) console.error(`${problem} has no docblock`);
console.log(`docblocks: ${found.size} public symbols, ${problems.length} without prose`);
if (problems.length > 0) process.exitCode = 1;
