import { describe, expect, test } from 'vitest';
import { assignFormants as assign } from './assign-formants.ts';

const assignFormants = (resonances: readonly number[]) => assign(resonances, 1000, 4).formants;

describe('assignFormants', () => {
  test('takes resonances that lie as usual in their order, and none above', () => {
    expect(assignFormants([480, 1300, 2700, 3400, 4600])).toEqual([480, 1300, 2700, 3400]);
  });

  test('lets every vowel have its own', () => {
    expect(assignFormants([300, 2200, 2900, 3600])).toEqual([300, 2200, 2900, 3600]);
    expect(assignFormants([700, 1100, 2500, 3600, 4400])).toEqual([700, 1100, 2500, 3600]);
  });

  test('takes no formant for the one below, where that has melted into another', () => {
    expect(assignFormants([520, 1450, 3480, 4400])).toEqual([520, 1450, undefined, 3480]);
    expect(assignFormants([520, 2450, 3480, 4400])).toEqual([520, undefined, 2450, 3480]);
  });

  test('passes over a resonance between formants that is none', () => {
    expect(assignFormants([500, 1000, 1500, 2500, 3500])).toEqual([500, 1500, 2500, 3500]);
  });

  test('has no formants in silence', () => {
    expect(assignFormants([])).toEqual([undefined, undefined, undefined, undefined]);
  });
});
