import { BadRequestError } from '@potoo/core/errors';

/**
 * A language as its canonical BCP-47 tag: `EN_us` and `eng-US` are `en-US`.
 * @returns `undefined` for nothing, an empty string or `auto`.
 * @throws {BadRequestError} `language_not_supported` if it is no language tag.
 */
export function canonicalLanguage(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === '' || tag.toLowerCase() === 'auto') return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    if (canonical) return canonical;
  } catch {
    // Reported below, in the caller's terms.
  }
  throw new BadRequestError(`"${tag.slice(0, 40)}" is not a language tag.`, {
    reason: 'language_not_supported',
    param: 'language',
    hint: 'Use a BCP-47 tag such as en, en-GB, de or pt-BR, or leave it out to have it detected.',
  });
}

/** The language without region and script: `pt-BR` is `pt`. */
export function primaryLanguage(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? tag;
}

/** Whether `tag` is `wanted` or below it: `en-GB` is below `en`. */
export function matchesLanguage(tag: string, wanted: string): boolean {
  const a = tag.toLowerCase();
  const b = wanted.toLowerCase();
  return a === b || a.startsWith(`${b}-`);
}
