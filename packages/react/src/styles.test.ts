import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FILES = globSync('**/*.css', { cwd: import.meta.dirname }).filter((file) => file !== 'styles.css');
const read = (file: string) =>
  readFileSync(path.join(import.meta.dirname, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

test('styles.css brings in the styles of every component', () => {
  const entry = read('styles.css');
  expect(FILES.length).toBeGreaterThan(10);
  expect(FILES.filter((file) => !entry.includes(`./${file}`))).toEqual([]);
});

test.each(FILES)('%s lies in the layer, and touches nothing but parts of Potoo', (file) => {
  const css = read(file).trim();
  expect(css).toMatch(/^@layer potoo \{/);
  expect(css.match(/^\S.*\{$/gm)).toEqual(['@layer potoo {']);
  // Whatever stands before a brace, but for at-rules and the steps of keyframes, has to name a part.
  const selectors = [...css.matchAll(/(?<=^|[{};])\s*([^{};@]+)\{/g)].map(([, selector = '']) => selector.trim());
  const foreign = selectors.filter((selector) => !/\[data-potoo|^from$|^to$|^\d+%$/.test(selector));
  expect(foreign).toEqual([]);
});
