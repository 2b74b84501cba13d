import type { AssetAddresses } from './asset-addresses.ts';
import { ESPEAK_DATA, ESPEAK_JS } from './assets.ts';

/** Voices that a page adds to those it always has, with the addresses of their assets. */
export interface ExtraVoices {
  /** Which backend speaks them. */
  readonly backend: 'espeak';
  readonly addresses: AssetAddresses;
}

/**
 * Speech in more than a hundred languages by eSpeak NG, for the `extraVoices` of a browser engine. Its program is under
 * GPL-3.0-or-later: a site that serves it has to keep to that. It is no part of Potoo's own code; the page loads it from
 * its own site, into the Worker, when a voice of it first speaks. Needs `npm install @echogarden/espeak-ng-emscripten`.
 */
export const espeak: ExtraVoices = {
  backend: 'espeak',
  addresses: {
    [ESPEAK_JS.name]: new URL('@echogarden/espeak-ng-emscripten/espeak-ng.js', import.meta.url).href,
    [ESPEAK_DATA.name]: new URL('@echogarden/espeak-ng-emscripten/espeak-ng.data', import.meta.url).href,
  },
};
