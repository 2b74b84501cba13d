import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Availability } from './contract.ts';

/** A package that Potoo does without, as far as nobody asks for what it brings. */
export interface OptionalPackage {
  readonly name: string;
  /** Said where it is missing: a licence that not everybody takes. */
  readonly licence?: string;
  /** Packages that are needed beside it. @default None. */
  readonly beside?: readonly string[];
}

/** Looks whether an optional package is installed, and tells how to install it. */
export async function checkOptionalPackage({ name, licence, beside = [] }: OptionalPackage): Promise<Availability> {
  try {
    await access(createRequire(import.meta.url).resolve(name));
    return { available: true };
  } catch {
    return {
      available: false,
      problem: `The optional package ${name}${licence === undefined ? '' : ` (${licence})`} is not installed.`,
      install: `npm install ${[name, ...beside].join(' ')}`,
    };
  }
}
