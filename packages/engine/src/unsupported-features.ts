import type { Feature, Job } from '@potoo/core';
import { UnsupportedError } from '@potoo/core/errors';

/** The methods of the contract that the engine leaves to a server: jobs outlive a process only where something keeps them. */
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
  throw new UnsupportedError(`The engine does not have ${feature}: jobs need something that keeps them.`, {
    reason: 'feature_not_supported',
    hint: 'Serve with a platform (`potoo serve` has one) and hand jobs in with the client potoo(); or await the call itself.',
  });
}
