import { expect, test } from 'vitest';
import { onnx } from '../backends/onnx/onnx.ts';
import { cardModel } from './card-models.ts';
import { separators } from './catalog/separators.ts';
import { fittingSeparator } from './fitting-separator.ts';
import type { InstalledTool } from './inventory.ts';
import { namesOf } from './model-names.ts';

const tools: InstalledTool[] = separators.flatMap((card) =>
  card.variants.map((variant) => ({
    model: cardModel(card, variant),
    names: namesOf(card, variant),
    backend: onnx,
    installation: { card, variant, folder: '/nowhere', files: [] },
  })),
);

test.each([
  ['spleeter', 2, 'spleeter-2-stems'],
  ['Spleeter', 4, 'spleeter-4-stems'],
  ['demucs', 2, 'htdemucs-4-stems'],
  ['demucs', 5, 'htdemucs-6-stems'],
  ['spleeter-4-stems', 2, 'spleeter-4-stems'],
  ['htdemucs-4-stems', 6, 'htdemucs-4-stems'],
  ['spleeter', 5, 'spleeter-2-stems'],
])('%s for %i stems is %s, where every size is installed', (name, stems, id) => {
  const found = tools.find(({ names }) => names.some((known) => known.toLowerCase() === name.toLowerCase()));
  if (!found) throw new TypeError('It is installed.');
  const { installation } = fittingSeparator({ ...found, warnings: [] }, name, stems, { tools });
  expect(installation?.variant.id).toBe(id);
});

test('what comes with Potoo stays as it is', () => {
  const [{ installation: _, ...own }] = tools as [InstalledTool];
  const found = { ...own, warnings: [] };
  expect(fittingSeparator(found, 'auto', 4, { tools })).toBe(found);
});
