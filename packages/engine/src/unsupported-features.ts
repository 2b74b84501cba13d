import type { Feature, Job } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';

/** The methods of the contract that no backend of this version serves. Each moves to the engine when one does. */
export abstract class UnsupportedFeatures {
  submit(): Promise<Job> {
    return reject('submit');
  }
  getJob(): Promise<Job> {
    return reject('submit');
  }
  cancelJob(): Promise<Job> {
    return reject('submit');
  }
  // biome-ignore lint/correctness/useYield: it rejects on the first read
  async *watchJob(): AsyncGenerator<Job> {
    await reject('submit');
  }
}

async function reject(feature: Feature): Promise<never> {
  throw new UnsupportedError(`The engine does not have ${feature} yet.`, {
    reason: 'feature_not_supported',
    hint: 'capabilities() lists what it has.',
  });
}
