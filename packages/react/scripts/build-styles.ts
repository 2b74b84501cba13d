/**
 * Joins `src/styles.css` and what it imports into `dist/styles.css`: one request, and no cascade of imports. With it goes a
 * declaration: TypeScript asks for one where a stylesheet is imported, unless a bundler's types say that all are fine.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '..', 'src');
const OUTPUT = path.join(import.meta.dirname, '..', 'dist');

const entry = readFileSync(path.join(SOURCE, 'styles.css'), 'utf8');
const files = [...entry.matchAll(/@import url\(["']([^"']+)["']\);/g)].map(([, file = '']) => path.join(SOURCE, file));
mkdirSync(OUTPUT, { recursive: true });
writeFileSync(path.join(OUTPUT, 'styles.css'), files.map((file) => readFileSync(file, 'utf8')).join('\n'));
writeFileSync(path.join(OUTPUT, 'styles.css.d.ts'), 'export {};\n');
