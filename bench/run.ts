import { readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { type Bench, type Figure, keepsLimit } from './bench.ts';

// Runs the benchmarks whose names begin as on the command line, or all, and writes the table of a full run into the documentation.
// With `--write`, some benchmarks write their own rows and leave the others as they are.

const TABLE = new URL('../docs/benchmarks.md', import.meta.url);
const BEGIN = '<!-- table: written by `npm run bench` -->';
const END = '<!-- end of table -->';

const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--write');
const files = (await readdir(new URL('./benches/', import.meta.url))).filter((file) => file.endsWith('.ts')).sort();
const rows: string[] = [];
let broken = 0;

for (const file of files) {
  if (wanted.length > 0 && !wanted.some((name) => file.startsWith(name))) continue;
  const { bench }: { bench: Bench } = await import(new URL(`./benches/${file}`, import.meta.url).href);
  const reason = await bench.skip?.();
  if (reason !== undefined) {
    console.log(`${bench.title}: skipped, ${reason}`);
    rows.push(`| ${bench.title} | skipped | | ${reason} |`);
    continue;
  }
  for (const figure of await bench.run()) {
    const kept = keepsLimit(figure);
    if (!kept) broken++;
    console.log(`${kept ? 'ok  ' : 'MISS'} ${figure.what}: ${show(figure)} (${bound(figure)}) ${figure.note}`);
    rows.push(`| ${figure.what} | ${show(figure)}${kept ? '' : ' **missed**'} | ${bound(figure)} | ${figure.note} |`);
  }
}

if (wanted.length === 0) await writeTable(rows);
else if (args.includes('--write')) await writeTable(mergedRows(await rowsBefore(), rows));
process.exitCode = broken > 0 ? 1 : 0;

function show({ value, unit }: Figure): string {
  if (unit === 'ms' || unit === 'MB') return `${Math.round(value)} ${unit}`;
  return unit === 'x' ? `${value.toFixed(2)} x` : value.toFixed(3);
}

function bound({ limit, unit }: Figure): string {
  return limit ? `${limit.kind} ${limit.value}${unit === '' ? '' : ` ${unit}`}` : 'told only';
}

async function rowsBefore(): Promise<string[]> {
  const page = await readFile(TABLE, 'utf8');
  const table = page.slice(page.indexOf(BEGIN), page.indexOf(END));
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
}

/** The rows as they were, with new ones in the place of those that tell of the same; others come after them, or at the end. */
function mergedRows(before: readonly string[], now: readonly string[]): string[] {
  const merged = [...before];
  let next = merged.length;
  for (const row of now) {
    const at = merged.findIndex((old) => nameOf(old) === nameOf(row));
    if (at >= 0) merged[at] = row;
    else merged.splice(next, 0, row);
    next = (at >= 0 ? at : next) + 1;
  }
  return merged;
}

/** What a row tells of. */
function nameOf(row: string): string {
  return row.split('|')[1]?.trim() ?? '';
}

async function writeTable(lines: readonly string[]): Promise<void> {
  const page = await readFile(TABLE, 'utf8');
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
  const table = ['| what | figure | limit | how |', '|---|--:|---|---|', ...lines].join('\n');
  const before = page.slice(0, page.indexOf(BEGIN) + BEGIN.length);
  await writeFile(TABLE, `${before}\n\nMeasured on ${machine}.\n\n${table}\n\n${page.slice(page.indexOf(END))}`);
}
