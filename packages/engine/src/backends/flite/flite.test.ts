import { describe, test } from 'vitest';
import { speechBackendCases } from '../../testing/backend-cases.ts';
import { flite } from './flite.ts';

describe('flite is a speaking backend', () => {
  for (const { name, run } of speechBackendCases(flite)) test(name, run);
});
