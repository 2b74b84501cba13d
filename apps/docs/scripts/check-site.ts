/** Holds the built site to its size, and to what assistants and a folder of a web server need of it. */
import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { itemProblems } from './registry/item-problems.ts';

const SITE = path.join(import.meta.dirname, '..', 'storybook-static');
/** Most bytes of the whole, and of what a page loads by itself: neither audio nor what voices need, which load when asked for. */
const LIMITS = { site: 92_000_000, code: 13_000_000 };
const AUDIO_OR_VOICE = /\.(wav|mp3|wasm)$|^neural\//;

const files = globSync('**/*', { cwd: SITE }).filter((file) => statSync(path.join(SITE, file)).isFile());
const bytes = (names: readonly string[]) => names.reduce((sum, name) => sum + statSync(path.join(SITE, name)).size, 0);
const read = (file: string) => readFileSync(path.join(SITE, file), 'utf8');

const problems: string[] = [];
const expectThat = (isSo: boolean, problem: string) => isSo || problems.push(problem);

const site = bytes(files);
const code = bytes(files.filter((file) => !AUDIO_OR_VOICE.test(file)));
expectThat(site <= LIMITS.site, `the site has ${site} bytes, more than ${LIMITS.site}`);
expectThat(code <= LIMITS.code, `the site without audio and voices has ${code} bytes, more than ${LIMITS.code}`);
for (const file of ['manifests/components.json', 'manifests/docs.json', 'llms.txt', 'openapi.json']) {
  expectThat(files.includes(file), `there is no ${file}`);
}
// What the shadcn command installs: everything that an item names is there, and every file that a file imports comes along.
const { items } = JSON.parse(read('registry.json')) as { readonly items: ReadonlyArray<{ readonly name: string }> };
expectThat(items.length > 30, `the registry has ${items.length} items`);
for (const { name } of items) {
  for (const problem of itemProblems(name, (item) => read(`r/${item}.json`))) problems.push(problem);
}
// A site under a path of its own, as GitHub Pages serves it, finds nothing at addresses that begin with a slash.
for (const page of ['index.html', 'iframe.html']) {
  const absolute = [...read(page).matchAll(/(?:src|href)="(\/[^"/][^"]*)"/g)].map(([, address]) => address);
  expectThat(absolute.length === 0, `${page} refers to ${absolute.join(', ')}`);
}

const inMB = (count: number) => (count / 1_000_000).toFixed(1);
console.log(`site: ${files.length} files, ${inMB(site)} MB, ${inMB(code)} MB without audio and voices`);
for (const problem of problems) console.error(`site: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
