import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../models/catalog/catalog.ts';
import { declarationCases } from '../../testing/declaration-cases.ts';
import { sherpa } from './sherpa.ts';
import { sherpaSettingsSchema } from './sherpa-settings.ts';

for (const { name, run } of declarationCases(sherpa)) test(`sherpa ${name}`, run);

describe('the settings of every card for it', () => {
  const variants = CATALOG.filter(({ backend }) => backend === 'sherpa').flatMap((card) => card.variants);
  test.each(variants.map((variant) => [variant.id, variant.settings] as const))('%s', (_, settings) => {
    expect(() => sherpaSettingsSchema.parse(settings)).not.toThrow();
  });
});
