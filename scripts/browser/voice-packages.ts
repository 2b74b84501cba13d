/** What the Worker of `@potoo/engine/browser` imports, for Vite to bundle ahead: what it finds late loads the page anew. */
export const VOICE_PACKAGES: readonly string[] = [
  ...['zod', 'leven', 'mediabunny', 'eld/extrasmall', 'n2words/en-US'],
  ...['@bjorn3/browser_wasi_shim', '@echogarden/sonic-wasm'],
];
