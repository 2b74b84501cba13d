import { builtinModules } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { WORKER_BUNDLE } from '../../scripts/worker-bundle.ts';

const MOST_GZIP = 10_000;

/** Bundles an entry as a page would; everything that only Node has stays an import. */
async function bundle(entry: string) {
  const result = await build({
    ...WORKER_BUNDLE,
    entryPoints: [path.join(import.meta.dirname, entry)],
    conditions: ['potoo-source'],
    external: [...builtinModules.filter((name) => name !== 'module'), 'node:*'],
    metafile: true,
    write: false,
  });
  const [output] = Object.values(result.metafile.outputs);
  return {
    code: result.outputFiles[0]?.text ?? '',
    imports: output?.imports.map(({ path: name }) => name) ?? [],
    inputs: Object.keys(output?.inputs ?? {}),
  };
}

test.each(['index.ts', 'espeak.ts', 'worker.ts'])('%s brings nothing that only Node has', async (entry) => {
  const { code, imports } = await bundle(entry);
  expect(imports).toEqual([]);
  expect(code).not.toMatch(/\brequire\("node:/);
});

test('a page loads little before it speaks: the voices, their text and codecs are in the Worker', async () => {
  const { code, inputs } = await bundle('index.ts');
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(MOST_GZIP);
  expect(inputs.filter((name) => /mediabunny|zod|eld|backends|\/text\//.test(name))).toEqual([]);
});
