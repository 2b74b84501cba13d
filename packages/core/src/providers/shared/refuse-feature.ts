import { UnsupportedError } from '../../errors/errors.ts';

/** Refuses a feature: as a promise, or as something to iterate. */
export interface Refuser {
  (feature: string): Promise<never>;
  stream(feature: string): AsyncGenerator<never>;
}

/** Makes what refuses the features that a service does not have. @param service - Its name. */
export function refuser(service: string): Refuser {
  const error = (feature: string) =>
    new UnsupportedError(`\`${feature}\` cannot be asked of ${service}.`, {
      reason: 'feature_not_supported',
      hint: '`capabilities()` lists the features that work.',
    });
  const refuse = async (feature: string): Promise<never> => {
    throw error(feature);
  };
  return Object.assign(refuse, {
    // biome-ignore lint/correctness/useYield: it fails on its first read, as a stream that is refused does.
    async *stream(feature: string): AsyncGenerator<never> {
      throw error(feature);
    },
  });
}
