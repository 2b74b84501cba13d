/** Holds source files to their longest length, and prints the median and the 90th percentile of each package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { isTestFile, ROOT, sourceFiles } from './source-files.ts';

const LONGEST_FILE = 500;

// Lists that scripts write, and tests, which are read case by case. This list may only shrink.
const EXEMPT = /\.gen\.ts$|\/voice-list\.ts$/;

interface SourceFile {
  readonly file: string;
  readonly lines: number;
}

function countLines(file: string): number {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function packageOf(file: string): string {
  const [first, second] = file.split('/');
  return first === 'packages' || first === 'apps' ? `${first}/${second}` : (first ?? '');
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function printPackage(name: string, files: readonly SourceFile[]): void {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  const figures = [`${lines.length} files`, `median ${quantile(lines, 0.5)}`, `p90 ${quantile(lines, 0.9)}`];
  console.log(`${name.padEnd(18)} ${figures.join(', ')}, longest ${lines.at(-1) ?? 0} lines`);
}

const sources = sourceFiles()
  .filter((file) => !isTestFile(file) && !EXEMPT.test(file))
  .map((file) => ({ file, lines: countLines(file) }));

for (const [name, files] of Map.groupBy(sources, ({ file }) => packageOf(file))) printPackage(name, files);

const tooLong = sources.filter(({ lines }) => lines > LONGEST_FILE);
for (const { file, lines } of tooLong) console.error(`${file}: ${lines} lines, the cap is ${LONGEST_FILE}`);
if (tooLong.length > 0) process.exitCode = 1;
