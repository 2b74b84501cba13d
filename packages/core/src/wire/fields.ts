import { invalidResponse } from './json.ts';

/** Makes the error for a field that is missing or of another type. `path` is empty for the whole value. */
export type FieldFailure = (path: string, expected: string) => Error;

const failAsResponse: FieldFailure = (path, expected) =>
  invalidResponse(path === '' ? `it is not ${expected}` : `its field ${path} is not ${expected}`);

/** Tells whether a value from outside is a plain object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The fields of an object that arrived as JSON, read with a check of each. `null` counts as absent, as most
 * serialisers write it for a missing value.
 */
export class Fields {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #fail: FieldFailure;

  /** @throws What `fail` makes, if the value is not an object. */
  constructor(value: unknown, fail: FieldFailure = failAsResponse, path = '') {
    if (!isRecord(value)) throw fail(path, 'an object');
    this.#record = value;
    this.#path = path;
    this.#fail = fail;
  }

  /** Names of the fields that are there and not among the known ones. */
  unknown(known: readonly string[]): string[] {
    return Object.keys(this.#record).filter((key) => !known.includes(key));
  }

  /** The field as it came; `undefined` when absent or null. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#record, key) ? (this.#record[key] ?? undefined) : undefined;
  }

  string(key: string): string {
    return this.optionalString(key) ?? this.#reject(key, 'a string');
  }

  optionalString(key: string): string | undefined {
    const value = this.raw(key);
    return value === undefined || typeof value === 'string' ? value : this.#reject(key, 'a string');
  }

  number(key: string): number {
    return this.optionalNumber(key) ?? this.#reject(key, 'a number');
  }

  optionalNumber(key: string): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#reject(key, 'a number');
  }

  boolean(key: string): boolean {
    return this.optionalBoolean(key) ?? this.#reject(key, 'true or false');
  }

  optionalBoolean(key: string): boolean | undefined {
    const value = this.raw(key);
    return value === undefined || typeof value === 'boolean' ? value : this.#reject(key, 'true or false');
  }

  /** A moment in ISO 8601. */
  date(key: string): Date {
    const moment = new Date(this.string(key));
    return Number.isNaN(moment.getTime()) ? this.#reject(key, 'a time') : moment;
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T {
    return this.optionalOneOf(key, allowed) ?? this.#reject(key, `one of ${allowed.join(', ')}`);
  }

  optionalOneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return allowed.find((candidate) => candidate === value) ?? this.#reject(key, `one of ${allowed.join(', ')}`);
  }

  /** The object in a field. */
  object(key: string): Fields {
    return new Fields(this.raw(key), this.#fail, this.#pathOf(key));
  }

  /** The object in a field; an absent one has no fields. */
  optionalObject(key: string): Fields {
    return new Fields(this.raw(key) ?? {}, this.#fail, this.#pathOf(key));
  }

  /** The objects of an array; an absent one is empty. */
  objects<T>(key: string, read: (item: Fields) => T): T[] {
    return this.items(key).map((item, index) => read(new Fields(item, this.#fail, `${this.#pathOf(key)}[${index}]`)));
  }

  /** The strings of an array; an absent one is empty. */
  strings(key: string): string[] {
    return this.items(key).map((item, index) =>
      typeof item === 'string' ? item : this.#reject(`${key}[${index}]`, 'a string'),
    );
  }

  /** The numbers of an array; an absent one is empty. */
  numbers(key: string): number[] {
    return this.items(key).map((item, index) =>
      typeof item === 'number' && Number.isFinite(item) ? item : this.#reject(`${key}[${index}]`, 'a number'),
    );
  }

  /** The items of an array, unchecked; an absent one is empty. */
  items(key: string): readonly unknown[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    return Array.isArray(value) ? value : this.#reject(key, 'a list');
  }

  #pathOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  #reject(key: string, expected: string): never {
    throw this.#fail(this.#pathOf(key), expected);
  }
}

/** The object without its `undefined` entries, as optional properties under `exactOptionalPropertyTypes` need it. */
export function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return kept as { [K in keyof T]: Exclude<T[K], undefined> };
}
