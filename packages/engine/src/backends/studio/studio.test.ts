import { test } from 'vitest';
import { declarationCases } from '../../testing/declaration-cases.ts';
import { studio } from './studio.ts';

for (const { name, run } of declarationCases(studio)) test(`the studio ${name}`, run);
