import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';

const FILES = globSync('**/*.css', { cwd: import.meta.dirname }).filter((file) => file !== 'styles.css');
const read = (file: string) =>
  readFileSync(path.join(import.meta.dirname, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

test('styles.css brings in the styles of every component', () => {
  const entry = read('styles.css');
  expect(FILES.length).toBeGreaterThan(10);
  expect(FILES.filter((file) => !entry.includes(`./${file}`))).toEqual([]);
});

/** Where the switches of minified colours are set, which a page that has them of its own sets as well. */
const SWITCHES = ':where(:root)';

test('Vite, which writes light-dark() for older browsers, leaves the colours of a page without a color-scheme', async () => {
  const input = path.join(import.meta.dirname, 'styles.css');
  const options = { write: false, rollupOptions: { input } } as const;
  const built = await build({ configFile: false, logLevel: 'silent', build: options });
  assert.ok('output' in built);
  const written = built.output.flatMap((file) =>
    file.fileName.endsWith('.css') && 'source' in file ? [String(file.source)] : [],
  );
  const css = written.join('');
  expect(css).not.toContain('light-dark(');
  const used = new Set([...css.matchAll(/var\((--lightningcss-\w+)/g)].map(([, name]) => name));
  expect([...used].sort()).toEqual(['--lightningcss-dark', '--lightningcss-light']);
  // These two, and nothing else of the page.
  expect(css).toMatch(/:where\(:root\)\{--lightningcss-light:initial;--lightningcss-dark: ?;?\}/);
});

test.each(FILES)('%s lies in the layer, and touches nothing but parts of Potoo', (file) => {
  const css = read(file).trim();
  expect(css).toMatch(/^@layer potoo \{/);
  expect(css.match(/^\S.*\{$/gm)).toEqual(['@layer potoo {']);
  // Whatever stands before a brace, but for at-rules and the steps of keyframes, has to name a part.
  const selectors = [...css.matchAll(/(?<=^|[{};])\s*([^{};@]+)\{/g)].map(([, selector = '']) => selector.trim());
  const foreign = selectors.filter(
    (selector) => !/\[data-potoo|^from$|^to$|^\d+%$/.test(selector) && selector !== SWITCHES,
  );
  expect(foreign).toEqual([]);
});
